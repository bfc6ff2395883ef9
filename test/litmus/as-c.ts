/**
 * Litmus programs as one C program, and what its runs say of each.
 *
 * A run of it runs the litmus programs one after the other, each with its own threads on memory of
 * its own, so that thousands of runs take seconds. What came out is written at the end:
 *
 *     word 0         address of the memory: LOCATIONS words for each program
 *     then           for each program, its registers and locations in the order of `namesOf`
 */
import { namesOf, type Operation, type Outcome, type Program } from "./program.ts";

/** Every location that a program may name, as a member of its memory. */
const LOCATIONS = ["x", "y", "z", "d"];
const PLAIN_LOCATION = "d";
const WORD_BYTES = 4;
/** A register that was never assigned. No program stores it. */
const UNASSIGNED = -1;

export function litmusAsC(programs: readonly Program[]): string {
  const results = programs.reduce((sum, program) => sum + resultNames(program).length, 1);
  return [
    "#include <pthread.h>",
    "#include <stdatomic.h>",
    "#include <unistd.h>",
    "",
    `static struct { atomic_int x, y, z; int d; } memory[${programs.length}];`,
    `static int results[${results}];`,
    `static int *next = results;`,
    "",
    "static void run_threads(int count, void *(*const bodies[])(void *), void *registers[])",
    "{",
    "    pthread_t threads[4];",
    "    for (int i = 0; i < count; i++)",
    "        pthread_create(&threads[i], NULL, bodies[i], registers[i]);",
    "    for (int i = 0; i < count; i++)",
    "        pthread_join(threads[i], NULL);",
    "}",
    ...programs.flatMap(programAsC),
    "",
    "int main(void)",
    "{",
    "    *next++ = (int)memory;",
    ...programs.map((_, number) => `    program_${number}();`),
    "    return write(1, results, sizeof results) != sizeof results;",
    "}",
    "",
  ].join("\n");
}

/** The outcome of each program, in their order, and which of them raced. */
export interface LitmusOutcomes {
  readonly outcomes: readonly Outcome[];
  readonly racing: ReadonlySet<number>;
}

/**
 * @param output what the run wrote
 * @param races addresses of its races
 * @throws {Error} if a race is on something else than the memory of the programs
 */
export function readOutcomes(
  programs: readonly Program[],
  output: Buffer,
  races: readonly number[],
): LitmusOutcomes {
  let at = 0;
  const next = (): number => output.readInt32LE(WORD_BYTES * at++);
  const memory = next();
  const outcomes = programs.map((program) =>
    Object.fromEntries(
      resultNames(program).map((name) => {
        const value = next();
        return [name, value === UNASSIGNED ? null : value] as const;
      }),
    ),
  );
  const racing = new Set(
    races.map((address) => {
      const number = Math.floor((address - memory) / (LOCATIONS.length * WORD_BYTES));
      if (programs[number] === undefined) throw new Error(`a race on ${address}`);
      return number;
    }),
  );
  return { outcomes, racing };
}

function resultNames(program: Program): readonly string[] {
  const { registers, locations } = namesOf(program);
  return [...registers, ...locations];
}

function programAsC(program: Program, number: number): string[] {
  const { registers, locations } = namesOf(program);
  const registersOf = (thread: number): readonly string[] =>
    registers.filter((name) => name.startsWith(`${thread}:`)).map((name) => name.slice(2));
  const bodies = program.threads.map((_, thread) => `program_${number}_thread_${thread}`);
  const groups = program.threads.map((_, thread) => registersOf(thread));
  return [
    "",
    `// ${program.name}`,
    ...program.threads.flatMap((operations, thread) => [
      `static void *${bodies[thread]}(void *registers)`,
      "{",
      "    int *into = registers;",
      ...operations.flatMap((operation) =>
        operationAsC(operation, number, groups[thread] ?? [], "    "),
      ),
      "    return into;",
      "}",
    ]),
    `static void program_${number}(void)`,
    "{",
    ...groups.map(
      (group, thread) =>
        `    int registers_${thread}[] = {${[...group, "end"].map(() => UNASSIGNED).join(", ")}};`,
    ),
    `    run_threads(${bodies.length}, (void *(*const[])(void *)){${bodies.join(", ")}},`,
    `                (void *[]){${bodies.map((_, thread) => `registers_${thread}`).join(", ")}});`,
    ...groups.flatMap((group, thread) =>
      group.map((_, index) => `    *next++ = registers_${thread}[${index}];`),
    ),
    ...locations.map((name) =>
      name === PLAIN_LOCATION
        ? `    *next++ = memory[${number}].${name};`
        : `    *next++ = atomic_load_explicit(&memory[${number}].${name}, memory_order_relaxed);`,
    ),
    "}",
  ];
}

function operationAsC(
  operation: Operation,
  number: number,
  registers: readonly string[],
  indent: string,
): readonly string[] {
  const register = (name: string): string => `into[${registers.indexOf(name)}]`;
  if (operation.op === "fence") {
    return [`${indent}atomic_thread_fence(memory_order_${operation.order});`];
  }
  if (operation.op === "when") {
    return [
      `${indent}if (${register(operation.register)} == ${operation.equals}) {`,
      ...operation.then.flatMap((inner) => operationAsC(inner, number, registers, `${indent}    `)),
      `${indent}}`,
    ];
  }
  const { op, at, order } = operation;
  const place = `memory[${number}].${at}`;
  if ((order === "plain") !== (at === PLAIN_LOCATION)) throw new Error(`${order} on ${at}`);
  if (order === "plain") {
    return op === "store"
      ? [`${indent}${place} = ${operation.value};`]
      : [`${indent}${register(operation.into)} = ${place};`];
  }
  const call = `atomic_${op}_explicit`;
  const inOrder = `memory_order_${order}`;
  switch (op) {
    case "store":
      return [`${indent}${call}(&${place}, ${operation.value}, ${inOrder});`];
    case "load":
      return [`${indent}${register(operation.into)} = ${call}(&${place}, ${inOrder});`];
    case "compare_exchange":
      return [
        `${indent}${register(operation.into)} = atomic_compare_exchange_strong_explicit(`,
        `${indent}    &${place}, &(int){${operation.expected}}, ${operation.value}, ${inOrder},`,
        `${indent}    memory_order_${operation.failure});`,
      ];
    default:
      return [
        `${indent}${register(operation.into)} = ` +
          `${call}(&${place}, ${operation.value}, ${inOrder});`,
      ];
  }
}
