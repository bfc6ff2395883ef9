/** Source lines in the colours of an editor: enough for C, C++ and Rust, and no more. */

export interface Token {
  readonly kind: "comment" | "string" | "keyword" | "number" | "directive" | "plain";
  readonly text: string;
}

const KEYWORDS = [
  "alignas|alignof|as|async|auto|await|bool|break|case|catch|char|class|const|constexpr",
  "continue|crate|default|delete|do|double|dyn|else|enum|explicit|export|extern|false|float",
  "fn|for|goto|if|impl|in|inline|int|let|long|loop|match|mod|move|mut|namespace|new|noexcept",
  "nullptr|operator|private|protected|pub|public|ref|register|restrict|return|self|short",
  "signed|sizeof|static|static_assert|struct|super|switch|template|this|thread_local|throw",
  "trait|true|try|type|typedef|typename|union|unsafe|unsigned|use|using|virtual|void|volatile",
  "where|while|_Atomic|_Bool|_Thread_local|_Static_assert",
].join("|");

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>\/\/.*|\/\*.*?(?:\*\/|$))`,
    String.raw`(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])')`,
    String.raw`(?<directive>^\s*#\s*\w+)`,
    String.raw`(?<keyword>\b(?:${KEYWORDS})\b)`,
    String.raw`(?<number>\b\d[\w.]*\b)`,
  ].join("|"),
  "g",
);

/** @param isInside whether the line begins within a comment */
export function tokens(line: string, isInside: boolean): { tokens: Token[]; isInside: boolean } {
  const found: Token[] = [];
  let from = 0;
  if (isInside) {
    const end = line.indexOf("*/");
    if (end < 0) return { tokens: [{ kind: "comment", text: line }], isInside };
    found.push({ kind: "comment", text: line.slice(0, end + 2) });
    from = end + 2;
  }
  let remains = false;
  for (const match of line.slice(from).matchAll(PATTERN)) {
    const at = from + match.index;
    const last = found.reduce((length, { text }) => length + text.length, 0);
    if (at > last) found.push({ kind: "plain", text: line.slice(last, at) });
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined) ?? "plain";
    found.push({ kind, text: match[0] });
    remains = kind === "comment" && match[0].startsWith("/*") && !match[0].endsWith("*/");
  }
  const last = found.reduce((length, { text }) => length + text.length, 0);
  if (last < line.length) found.push({ kind: "plain", text: line.slice(last) });
  return { tokens: found, isInside: remains };
}

const KINDS = ["comment", "string", "directive", "keyword", "number"] as const;
