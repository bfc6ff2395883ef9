/**
 * Optimizes the engine once more, as AssemblyScript has no option for it: functions are inlined
 * further than its compiler does by itself.
 */
import binaryen from "assemblyscript/binaryen";

/** Sizes, in nodes of Binaryen's syntax tree, up to which functions are inlined. */
const ALWAYS = 30;
const WITHOUT_LOOPS_OR_CALLS = 120;
const CALLED_ONCE = 1000;

const { BulkMemory, BulkMemoryOpt, MutableGlobals, SIMD128, SignExt } = binaryen.Features;

/** @param bytes the engine as AssemblyScript compiles it, with names */
export function optimized(bytes: Uint8Array): { binary: Uint8Array; text: string } {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | SIMD128 | SignExt);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(ALWAYS);
  binaryen.setFlexibleInlineMaxSize(WITHOUT_LOOPS_OR_CALLS);
  binaryen.setOneCallerInlineMaxSize(CALLED_ONCE);
  // Inlining makes room for more of it.
  for (let pass = 0; pass < 2; pass++) module.optimize();
  const text = module.emitText();
  binaryen.setDebugInfo(false);
  const binary = module.emitBinary();
  module.dispose();
  return { binary, text };
}
