/** The header before every source changes nothing that a user sees, in any language standard. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folderWith, runTool } from "./tool.ts";

const C = `#include <stdatomic.h>

static atomic_int number;
static _Atomic(void *) pointer;
static int plain;

inline _Bool through_inline(atomic_int *object, int expected)
{
    return atomic_compare_exchange_weak(object, &expected, 0);
}
extern inline _Bool through_inline(atomic_int *object, int expected);

int main(void)
{
    int expected = 0, value = 0;
    void *nothing = 0;
    atomic_compare_exchange_weak(&number, &expected, 0);
    (void)atomic_compare_exchange_weak_explicit(&pointer, &nothing, 0, memory_order_release,
                                                memory_order_relaxed);
    if (!__atomic_compare_exchange_n(&plain, &value, 0, 1, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
        value = 0;
    while (!__atomic_compare_exchange(&plain, &value, &value, expected == 0, __ATOMIC_SEQ_CST,
                                      __ATOMIC_SEQ_CST)) {
    }
    return through_inline(&number, 1) ? 1 : 0;
}
`;

const CXX = `#include <atomic>

template <class T> struct holder {
    std::atomic<T> object{T{}};
    bool swap(T &expected, T desired) { return object.compare_exchange_weak(expected, desired); }
};

static_assert(noexcept(static_cast<std::atomic<int> *>(nullptr)->compare_exchange_weak(
    *static_cast<int *>(nullptr), 1)), "not noexcept");

static constexpr int size() { return static_cast<int>(sizeof(std::atomic<long>)); }
static_assert(size() == 4, "no constant");

int main()
{
    holder<int> number;
    holder<char *> pointer;
    int expected = 0;
    char *nothing = nullptr;
    while (!number.swap(expected, 1)) {
    }
    while (!pointer.swap(nothing, nullptr)) {
    }
    return number.object == 1 ? 0 : 1;
}
`;

const folder = folderWith("weak-header", {
  "c.c": C,
  "cxx.cc": CXX,
  "mistakes.c": `#include <stdatomic.h>

int main(void)
{
    int plain = 0, expected = 0;
    atomic_int object = 0;
    atomic_compare_exchange_weak(&plain, &expected, 1);
    atomic_compare_exchange_weak_explicit(&object, &expected, 1, memory_order_relaxed);
    return __atomic_compare_exchange_n(&plain, &expected, 1, 1, 5);
}
`,
  "order.c": `#include <stdatomic.h>

int main(void)
{
    atomic_int object = 0;
    int expected = 0;
    atomic_compare_exchange_weak_explicit(&object, &expected, 0, memory_order_seq_cst,
                                          memory_order_release);
    return 0;
}
`,
  // As a preprocessor leaves it: no header can come before.
  "preprocessed.ii": `int main()
{
    int value = 0, expected = 0;
    while (!__atomic_compare_exchange_n(&value, &expected, 1, true, 5, 5)) {
    }
    return value - 1;
}
`,
});
const run = (...args: readonly string[]) => runTool(["run", ...args], { folder });
const STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

describe("weak compare-exchanges compile without a warning", () => {
  for (const standard of ["c99", "c11", "c23"]) {
    test(`as ${standard}`, async () => {
      const extension = standard === "c99" ? ["-Wno-c11-extensions"] : [];
      const ended = await run(`-std=${standard}`, ...STRICT, ...extension, "c.c");
      assert.deepEqual([ended.code, ended.stderr], [0, ""]);
    });
  }
  for (const standard of ["c++11", "c++17", "c++26"]) {
    test(`as ${standard}`, async () => {
      const ended = await run(`-std=${standard}`, ...STRICT, "cxx.cc");
      assert.deepEqual([ended.code, ended.stderr], [0, ""]);
    });
  }
  test("judged as compiled", async () => {
    const ended = await run("-O2", ...STRICT, "c.c");
    assert.deepEqual([ended.code, ended.stderr], [0, ""]);
  });
  test("in preprocessed C++", async () => {
    const ended = await run(...STRICT, "preprocessed.ii");
    assert.deepEqual([ended.code, ended.stderr], [0, ""]);
  });
});

describe("what the compiler says", () => {
  for (const colour of [[], ["--color"]]) {
    test(`of a mistake points to the user's code ${colour.join("")}`, async () => {
      const { code, stderr } = await run(...colour, "mistakes.c");
      assert.equal(code, 3);
      assert.match(stderr, /mistakes\.c:7:5: .*error: .*must be a pointer to _Atomic type/);
      assert.match(stderr, /mistakes\.c:8:5: .*error: .*expected 5, have 4/);
      assert.match(stderr, /mistakes\.c:9:12: .*error: .*expected 6, have 5/);
      assert.doesNotMatch(stderr, /antecede-weak|ANTECEDE/);
    });
  }

  test("of an order that is none for a failure is still said", async () => {
    const { stderr } = await run("order.c");
    assert.match(stderr, /order\.c:\d+:\d+: warning: .*invalid \[-Watomic-memory-ordering\]/);
    assert.doesNotMatch(stderr, /antecede-weak|ANTECEDE/);
    assert.equal((await run("-Wno-atomic-memory-ordering", "order.c")).stderr, "");
  });
});
