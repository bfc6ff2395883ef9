/**
 * Misuse of synchronization objects: what POSIX leaves undefined (XSH 2.9, and the pages of the
 * functions), or what fails with an error that a correct program doesn't provoke. What POSIX
 * defines is none: a recursive mutex locked again, an error-checking mutex that returns EDEADLK or
 * EPERM, a trylock that returns EBUSY, a post of a full semaphore that returns EOVERFLOW.
 *
 * Where ThreadSanitizer knows the kind, the words are its own; the others have the same form.
 */

interface MisuseWords {
  readonly title: string;
  /** For counts: `2 double locks`. */
  readonly plural: string;
  /** What the object is, in the report's line about it. */
  readonly object: "mutex" | "condition variable" | "barrier" | "semaphore" | "thread";
  /** One sentence: why it is wrong. */
  readonly why: string;
}

/** In the order of guest/runtime.h, enum antecede_misuse. */
export const MISUSES = {
  "double-lock": {
    title: "double lock of a mutex",
    plural: "double locks of a mutex",
    object: "mutex",
    why: "the thread holds the mutex already and would wait for itself",
  },
  "wrong-unlock": {
    title: "unlock of an unlocked mutex (or by a wrong thread)",
    plural: "unlocks of an unlocked mutex (or by a wrong thread)",
    object: "mutex",
    why: "only the thread that locked a mutex may unlock it",
  },
  "destroy-of-locked-mutex": {
    title: "destroy of a locked mutex",
    plural: "destroys of a locked mutex",
    object: "mutex",
    why: "a thread holds the mutex, or waits for it, and will use it again",
  },
  "invalid-mutex": {
    title: "use of an invalid mutex (e.g. uninitialized or destroyed)",
    plural: "uses of an invalid mutex",
    object: "mutex",
    why: "the mutex was destroyed, or never initialized",
  },
  "read-lock-of-write-locked-mutex": {
    title: "read lock of a write locked mutex",
    plural: "read locks of a write locked mutex",
    object: "mutex",
    why: "the thread holds the lock for writing and would wait for itself",
  },
  "read-unlock-of-write-locked-mutex": {
    title: "read unlock of a write locked mutex",
    plural: "read unlocks of a write locked mutex",
    object: "mutex",
    why: "the lock is held for writing",
  },
  "wait-without-mutex": {
    title: "wait for a condition variable without its mutex",
    plural: "waits for a condition variable without its mutex",
    object: "mutex",
    why: "the thread that waits must hold the mutex: a signal in between is lost",
  },
  "wait-with-two-mutexes": {
    title: "wait for a condition variable with two mutexes",
    plural: "waits for a condition variable with two mutexes",
    object: "condition variable",
    why: "another thread waits for it with another mutex",
  },
  "destroy-of-condition-variable-in-use": {
    title: "destroy of a condition variable in use",
    plural: "destroys of a condition variable in use",
    object: "condition variable",
    why: "a thread waits for it",
  },
  "invalid-condition-variable": {
    title: "use of an invalid condition variable (e.g. uninitialized or destroyed)",
    plural: "uses of an invalid condition variable",
    object: "condition variable",
    why: "the condition variable was destroyed, or never initialized",
  },
  "invalid-barrier": {
    title: "use of an invalid barrier (e.g. uninitialized or destroyed)",
    plural: "uses of an invalid barrier",
    object: "barrier",
    why: "the barrier was destroyed, or never initialized",
  },
  "destroy-of-barrier-in-use": {
    title: "destroy of a barrier in use",
    plural: "destroys of a barrier in use",
    object: "barrier",
    why: "threads wait at it that nobody will meet",
  },
  "init-of-barrier-in-use": {
    title: "initialization of a barrier in use",
    plural: "initializations of a barrier in use",
    object: "barrier",
    why: "threads wait at it that nobody will meet",
  },
  "destroy-of-semaphore-in-use": {
    title: "destroy of a semaphore in use",
    plural: "destroys of a semaphore in use",
    object: "semaphore",
    why: "a thread waits for it",
  },
  "invalid-semaphore": {
    title: "use of an invalid semaphore (e.g. destroyed)",
    plural: "uses of an invalid semaphore",
    object: "semaphore",
    why: "the semaphore was destroyed",
  },
  "join-of-invalid-thread": {
    title: "join of an invalid thread (e.g. joined or detached)",
    plural: "joins of an invalid thread",
    object: "thread",
    why: "a thread can be joined once, and not after it was detached",
  },
  "join-of-self": {
    title: "join of a thread by itself",
    plural: "joins of a thread by itself",
    object: "thread",
    why: "it would wait for its own end",
  },
  "detach-of-invalid-thread": {
    title: "detach of an invalid thread (e.g. joined or detached)",
    plural: "detaches of an invalid thread",
    object: "thread",
    why: "a thread can be detached once, and not after it was joined",
  },
  "mutex-held-in-wrong-context": {
    title: "mutex held in the wrong context",
    plural: "mutexes held in the wrong context",
    object: "mutex",
    why: "the program says that no mutex may be held here (__tsan_check_no_mutexes_held)",
  },
} as const satisfies Readonly<Record<string, MisuseWords>>;

export type MisuseKind = keyof typeof MISUSES;

export const MISUSE_KINDS = Object.keys(MISUSES) as readonly MisuseKind[];

export function isMisuse(kind: string): kind is MisuseKind {
  return kind in MISUSES;
}
