/** LLVM's text with its bare atomic operations made calls. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withAtomicCalls } from "../../src/toolchain/bare-atomics.ts";

function called(line: string): { call: string; declarations: string[] } {
  const [call = "", ...declarations] = withAtomicCalls(line).trimEnd().split("\n");
  return { call, declarations };
}

test("the operation, the type and the order name the call, and what follows stays", () => {
  const line = "  %12 = atomicrmw fadd ptr %x, double %5 monotonic, align 8, !dbg !35";
  const { call, declarations } = called(line);
  assert.equal(
    call,
    "  %12 = call double @__tsan_atomic64_fetch_fadd(ptr %x, double %5, i32 0), !dbg !35",
  );
  assert.deepEqual(declarations, ["declare double @__tsan_atomic64_fetch_fadd(ptr, double, i32)"]);
});

test("a pointer may be an expression with commas", () => {
  const pointer = "getelementptr inbounds nuw (i8, ptr @s, i32 4)";
  const line = `%old = atomicrmw volatile umax ptr ${pointer}, i64 7 acq_rel, align 8`;
  assert.equal(
    called(line).call,
    `%old = call i64 @__tsan_atomic64_fetch_umax(ptr ${pointer}, i64 7, i32 4)`,
  );
});

test("arguments of less than 32 bits say how they are widened", () => {
  assert.deepEqual(called("%1 = atomicrmw min ptr %p, i8 %v seq_cst, align 1"), {
    call: "%1 = call i8 @__tsan_atomic8_fetch_min(ptr %p, i8 zeroext %v, i32 5)",
    declarations: ["declare i8 @__tsan_atomic8_fetch_min(ptr, i8 zeroext, i32)"],
  });
});

test("operations that have hooks stay, and each function is declared once", () => {
  const lines = ["%1 = atomicrmw add ptr %p, i32 1 seq_cst, align 4"];
  assert.equal(withAtomicCalls(lines.join("\n")).trim(), lines.join("\n"));
  const twice = "%1 = atomicrmw max ptr %p, i32 1 acquire, align 4\n";
  const text = withAtomicCalls(twice + twice.replace("%1", "%2"));
  assert.equal(text.match(/declare i32 @__tsan_atomic32_fetch_max/g)?.length, 1);
});
