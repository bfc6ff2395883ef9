/** AssemblyScript's number types, as the host's compiler sees them. */
declare type i32 = number;
declare type u32 = number;
declare type i64 = bigint;
