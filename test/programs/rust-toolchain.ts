/** Whether this machine can compile Rust. */
import { AntecedeError } from "../../src/errors.ts";
import { findRust } from "../../src/toolchain/rust/toolchain.ts";

/** Why tests of Rust programs are left out; false: they are not. */
export const noRust: string | false = reason();

function reason(): string | false {
  try {
    findRust(process.env);
    return false;
  } catch (error) {
    if (!(error instanceof AntecedeError)) throw error;
    return error.message;
  }
}
