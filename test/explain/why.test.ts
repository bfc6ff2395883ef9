/**
 * Why nothing orders two accesses: one program for each shape of a missing edge. Sleeps are virtual
 * time: they put accesses in an order that nothing else knows of. Where stronger orders are said to
 * mend it, the program with these orders must be clean.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { RaceFinding, SyncSite } from "../../src/detector/finding.ts";
import { isRace } from "../../src/detector/finding.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, judgeProgram } from "../programs/judge.ts";

const folder = mkdtempSync(join(tmpdir(), "antecede-why-"));
after(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

/** What all shapes share: two threads, of which `second` sleeps until `first` is done. */
const HEAD = `
  #include <pthread.h>
  #include <stdatomic.h>
  #include <stdlib.h>
  #include <unistd.h>
  #ifndef STORE
  #define STORE relaxed
  #endif
  #ifndef LOAD
  #define LOAD relaxed
  #endif
  #define ORDER_(name) memory_order_##name
  #define ORDER(name) ORDER_(name)
  static int data;
  static atomic_int flag;
  static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
`;
const THREADS = `
  int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
  }
`;

let programs = 0;

async function raceOf(body: string, flags: readonly string[] = []): Promise<RaceFinding> {
  const [race, ...others] = await racesOf(body, flags);
  assert.ok(race, "no race");
  assert.equal(others.length, 0);
  return race;
}

async function racesOf(body: string, flags: readonly string[] = []): Promise<RaceFinding[]> {
  const file = join(folder, `${++programs}.c`);
  writeFileSync(file, HEAD + body + (body.includes("main(") ? "" : THREADS));
  const { result } = await judgeProgram(await buildProgram(file, flags), folder);
  return result.findings.filter(isRace);
}

function shown(site: SyncSite | undefined): string | undefined {
  if (!site) return undefined;
  const { operation, order, name, lock, thread } = site;
  const of = lock !== undefined ? ` M${lock}` : name !== undefined ? ` ${name}` : "";
  return `${thread}: ${operation}${order === undefined ? "" : ` ${order}`}${of}`;
}

describe("a flag of atomics", () => {
  const FLAG = `
    static void *first(void *p) {
      data = 1;
      atomic_store_explicit(&flag, 1, ORDER(STORE));
      return p;
    }
    static void *second(void *p) {
      usleep(1000);
      if (atomic_load_explicit(&flag, ORDER(LOAD))) data = 2;
      return p;
    }
  `;
  const MENDED = ["-DSTORE=release", "-DLOAD=acquire"];

  for (const [name, flags, strengthen, says] of [
    [
      "relaxed on both sides",
      [],
      ["store", "load"],
      "the store at FILE:20 and the load at line 25 that read it are relaxed: " +
        "with release and acquire they would synchronize",
    ],
    [
      "relaxed store only",
      ["-DLOAD=acquire"],
      ["store"],
      "the store at FILE:20 is relaxed: " +
        "with release the load at line 25 would synchronize with it",
    ],
    [
      "relaxed load only",
      ["-DSTORE=release"],
      ["load"],
      "the load at FILE:25 is relaxed: " +
        "with acquire it would synchronize with the store at line 20",
    ],
    [
      "seq_cst store, relaxed load",
      ["-DSTORE=seq_cst"],
      ["load"],
      "the load at FILE:25 is relaxed: " +
        "with acquire it would synchronize with the store at line 20",
    ],
  ] as const) {
    test(`${name}: the pair is named, and the sides that must be stronger`, async () => {
      const { edge, why } = await raceOf(FLAG, flags);
      assert.deepEqual(edge?.pair?.strengthen, strengthen);
      assert.match(shown(edge?.pair?.store) ?? "", /^1: store \w+ flag$/);
      assert.match(shown(edge?.pair?.load) ?? "", /^2: load \w+ flag$/);
      assert.equal(edge?.advice, undefined);
      assert.equal(edge?.isWhole, true);
      const text = why.replace(/\d+\.c/, "FILE");
      assert.equal(text, `T2 has acquired nothing that T1 released; ${says}`);
      assert.deepEqual(await racesOf(FLAG, MENDED), []);
    });
  }

  test("no pair if the load read another store", async () => {
    const { edge, why } = await raceOf(`
      static void *first(void *p) {
        atomic_store_explicit(&flag, 1, memory_order_relaxed);
        data = 1;
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        if (atomic_load_explicit(&flag, memory_order_relaxed) < 2) data = 2;
        return p;
      }
    `);
    assert.equal(edge?.pair, undefined);
    assert.doesNotMatch(why, /synchronize/);
    assert.equal(shown(edge?.after), undefined);
    assert.equal(shown(edge?.before), "2: load relaxed flag");
    assert.match(edge?.advice ?? "", /release store after the write/);
  });

  const FENCES = (release: string, acquire: string) => `
    static void *first(void *p) {
      data = 1;
      ${release}
      atomic_store_explicit(&flag, 1, memory_order_relaxed);
      return p;
    }
    static void *second(void *p) {
      usleep(1000);
      if (atomic_load_explicit(&flag, memory_order_relaxed)) {
        ${acquire}
        data = 2;
      }
      return p;
    }
  `;
  const RELEASE = "atomic_thread_fence(memory_order_release);";
  const ACQUIRE = "atomic_thread_fence(memory_order_acquire);";

  test("a fence is missing on one side", async () => {
    const noAcquire = await raceOf(FENCES(RELEASE, ""));
    assert.deepEqual(noAcquire.edge?.pair?.strengthen, ["load"]);
    assert.equal(shown(noAcquire.edge?.after), "1: fence release");
    assert.equal(shown(noAcquire.edge?.released), "1: store relaxed flag");
    assert.match(noAcquire.why, /would synchronize with the fence before the store at line \d+$/);
    const noRelease = await raceOf(FENCES("", ACQUIRE));
    assert.deepEqual(noRelease.edge?.pair?.strengthen, ["store"]);
    assert.equal(shown(noRelease.edge?.before), "2: fence acquire");
    assert.match(noRelease.why, /with release the fence after the load at line \d+ would/);
    assert.deepEqual(await racesOf(FENCES(RELEASE, ACQUIRE)), []);
  });

  test("a fence before the access is none after it", async () => {
    const { edge } = await raceOf(`
      static void *first(void *p) {
        atomic_thread_fence(memory_order_release);
        data = 1;
        atomic_store_explicit(&flag, 1, memory_order_relaxed);
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        if (atomic_load_explicit(&flag, memory_order_acquire)) data = 2;
        return p;
      }
    `);
    assert.deepEqual(edge?.pair?.strengthen, ["store"]);
    assert.equal(edge?.released, undefined);
  });

  test("a relaxed store of the same thread ends the release sequence", async () => {
    const { edge } = await raceOf(`
      static void *first(void *p) {
        data = 1;
        atomic_store_explicit(&flag, 1, memory_order_release);
        atomic_store_explicit(&flag, 2, memory_order_relaxed);
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        if (atomic_load_explicit(&flag, memory_order_acquire) == 2) data = 2;
        return p;
      }
    `);
    assert.equal(shown(edge?.pair?.store), "1: store relaxed flag");
    assert.deepEqual(edge?.pair?.strengthen, ["store"]);
    assert.equal(shown(edge?.released), "1: store release flag");
    assert.equal(edge?.released?.to, undefined);
  });

  const THROUGH = `
    static void *first(void *p) {
      data = 1;
      atomic_store_explicit(&flag, 1, ORDER(STORE));
      return p;
    }
    static void *between(void *p) {
      usleep(500);
      atomic_fetch_add_explicit(&flag, 1, memory_order_relaxed);
      return p;
    }
    static void *second(void *p) {
      usleep(1000);
      if (atomic_load_explicit(&flag, ORDER(LOAD)) == 2) data = 2;
      return p;
    }
    int main(void) {
      pthread_t a, b, c;
      pthread_create(&a, NULL, first, NULL);
      pthread_create(&b, NULL, second, NULL);
      pthread_create(&c, NULL, between, NULL);
      pthread_join(a, NULL);
      pthread_join(b, NULL);
      pthread_join(c, NULL);
      return 0;
    }
  `;

  test("another thread's read-modify-write continues the sequence", async () => {
    const { edge } = await raceOf(THROUGH);
    assert.equal(shown(edge?.pair?.store), "1: store relaxed flag");
    assert.equal(edge?.pair?.isThroughOthers, true);
    assert.deepEqual(await racesOf(THROUGH, MENDED), []);
  });

  test("a reference count: the last owner has not acquired the others' decrements", async () => {
    const { edge, why } = await raceOf(`
      static atomic_int count = 2;
      static int *shared;
      static void drop(void) {
        if (atomic_fetch_sub_explicit(&count, 1, memory_order_release) == 1) free(shared);
      }
      static void *first(void *p) {
        if (*shared == 7) drop();
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        drop();
        return p;
      }
      int main(void) {
        pthread_t a, b;
        shared = malloc(sizeof *shared);
        *shared = 7;
        pthread_create(&a, NULL, first, NULL);
        pthread_create(&b, NULL, second, NULL);
        pthread_join(a, NULL);
        pthread_join(b, NULL);
        return 0;
      }
    `);
    assert.equal(shown(edge?.pair?.store), "1: read-modify-write release count");
    assert.equal(shown(edge?.pair?.load), "2: read-modify-write release count");
    assert.deepEqual(edge?.pair?.strengthen, ["load"]);
    assert.match(why, /is release: with acq_rel it would synchronize with the read-modify-write/);
  });
});

describe("locks", () => {
  test("one side takes none", async () => {
    const { edge, why } = await raceOf(`
      static void *first(void *p) {
        pthread_mutex_lock(&m);
        data = 1;
        pthread_mutex_unlock(&m);
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        data = 2;
        return p;
      }
    `);
    assert.equal(shown(edge?.after), "1: unlock M0");
    assert.equal(edge?.after?.name, "m");
    assert.equal(edge?.after?.to, undefined);
    assert.equal(edge?.advice, "hold M0 at T2's write too");
    assert.match(why, /T2 held no lock/);
  });

  test("they take different ones", async () => {
    const { edge, why } = await raceOf(`
      static void *first(void *p) {
        pthread_mutex_lock(&m);
        data = 1;
        pthread_mutex_unlock(&m);
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        pthread_mutex_lock(&other);
        data = 2;
        pthread_mutex_unlock(&other);
        return p;
      }
    `);
    assert.equal(edge?.after?.name, "m");
    assert.equal(edge?.before?.name, "other");
    assert.equal(edge?.before?.operation, "lock");
    assert.equal(edge?.advice, "hold one and the same lock at both");
    assert.match(why, /different locks/);
  });

  test("what was acquired had been released before the access", async () => {
    const { edge, why } = await raceOf(`
      static void *first(void *p) {
        pthread_mutex_lock(&m);
        pthread_mutex_unlock(&m);
        data = 1;
        return p;
      }
      static void *second(void *p) {
        usleep(1000);
        pthread_mutex_lock(&m);
        pthread_mutex_unlock(&m);
        data = 2;
        return p;
      }
    `);
    assert.equal(edge?.heard?.released.operation, "unlock");
    assert.equal(edge?.heard?.released.thread, 1);
    assert.equal(edge?.heard?.acquired.operation, "lock");
    assert.equal(edge?.heard?.released.to, 2);
    assert.equal(edge?.after, undefined);
    assert.match(
      why,
      /the last that T2 acquired itself is T1's unlock of M0 at \d+\.c:\d+, before/,
    );
  });

  test("a condition orders what came before its signal, not what follows", async () => {
    const { edge } = await raceOf(`
      static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
      static int ready;
      static void *first(void *p) {
        pthread_mutex_lock(&m);
        ready = 1;
        pthread_cond_signal(&c);
        pthread_mutex_unlock(&m);
        data = 1;
        return p;
      }
      static void *second(void *p) {
        pthread_mutex_lock(&m);
        while (!ready) pthread_cond_wait(&c, &m);
        pthread_mutex_unlock(&m);
        usleep(1000);
        data = 2;
        return p;
      }
    `);
    assert.equal(edge?.heard?.released.operation, "unlock");
    assert.equal(edge?.heard?.released.thread, 1);
    assert.equal(edge?.before?.operation, "unlock");
    assert.equal(edge?.acquired?.operation, "lock");
  });
});

describe("the lives of threads", () => {
  test("the creator's access comes after the creation", async () => {
    const { edge, why } = await raceOf(`
      static void *second(void *p) {
        usleep(1000);
        data = 2;
        return p;
      }
      int main(void) {
        pthread_t b;
        pthread_create(&b, NULL, second, NULL);
        data = 1;
        pthread_join(b, NULL);
        return 0;
      }
    `);
    assert.equal(edge?.heard?.released.operation, "create");
    assert.match(why, /it was created before that at \d+\.c:\d+/);
    assert.match(edge?.advice ?? "", /let the main thread create T1 after its write/);
  });

  test("the join comes too late", async () => {
    const { edge } = await raceOf(`
      static void *first(void *p) {
        data = 1;
        return p;
      }
      int main(void) {
        pthread_t a;
        pthread_create(&a, NULL, first, NULL);
        usleep(1000);
        data = 2;
        pthread_join(a, NULL);
        return 0;
      }
    `);
    assert.equal(edge?.heard, undefined);
    assert.equal(edge?.after, undefined);
    assert.equal(edge?.isWhole, true);
    assert.match(edge?.advice ?? "", /the end of T1 joined by the main thread/);
  });

  test("a thread between them: what it joined is named", async () => {
    const { edge } = await raceOf(`
      static void *first(void *p) {
        usleep(1000);
        data = 1;
        return p;
      }
      static void *short_lived(void *p) { return p; }
      static void *second(void *p) {
        pthread_t c;
        pthread_create(&c, NULL, short_lived, NULL);
        pthread_join(c, NULL);
        usleep(2000);
        data = 2;
        return p;
      }
    `);
    assert.equal(edge?.acquired?.operation, "join");
    assert.equal(edge?.acquired?.other, 3);
  });
});

test("clocks with --explain: the later thread does not know the earlier access", async () => {
  const { edge, access, previous } = await raceOf(`
    static void *first(void *p) { data = 1; return p; }
    static void *second(void *p) { usleep(1000); data = 2; return p; }
  `);
  const { clocks } = edge ?? {};
  assert.ok(clocks);
  assert.equal(clocks.previous.thread, previous.thread);
  const known = clocks.access.find(({ thread }) => thread === previous.thread)?.clock ?? 0;
  assert.ok(known < clocks.previous.clock);
  assert.ok(clocks.access.some(({ thread }) => thread === access.thread));
});
