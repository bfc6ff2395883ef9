/**
 * docs/api/: a page for each entry of the package, made from its declarations in dist/types/ and
 * their comments.
 *
 *     node scripts/api-docs.ts            print the pages
 *     node scripts/api-docs.ts --write    write them
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ExportedDeclarations, Node, Project, type SourceFile } from "ts-morph";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Entry {
  /** As it is imported. */
  readonly name: string;
  /** Within dist/types. */
  readonly types: string;
  readonly page: string;
  readonly guide: string;
}

const ENTRIES: readonly Entry[] = [
  { name: "antecede", types: "api/index.d.ts", page: "antecede", guide: "library" },
  { name: "antecede/testing", types: "api/testing.d.ts", page: "testing", guide: "library" },
  { name: "antecede/model", types: "model/index.d.ts", page: "model", guide: "model" },
];

/** In this order on a page. */
const GROUPS = ["Functions", "Classes", "Values", "Types"] as const;
type Group = (typeof GROUPS)[number];

interface Item {
  readonly name: string;
  readonly group: Group;
  readonly text: string;
}

/** Pages by their path from the repository's top. */
export function apiPages(): ReadonlyMap<string, string> {
  const project = new Project({
    tsConfigFilePath: `${ROOT}tsconfig.json`,
    skipAddingFilesFromTsConfig: true,
  });
  return new Map(
    ENTRIES.map((entry) => {
      const file = project.addSourceFileAtPath(`${ROOT}dist/types/${entry.types}`);
      return [`docs/api/${entry.page}.md`, pageOf(entry, file)];
    }),
  );
}

function pageOf({ name, guide }: Entry, file: SourceFile): string {
  const items = [...file.getExportedDeclarations()]
    .map(([exported, declarations]) => itemOf(exported, declarations))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const groups = GROUPS.map((group) => ({
    group,
    members: items.filter((item) => item.group === group),
  })).filter(({ members }) => members.length > 0);
  const parts = [
    `# \`${name}\``,
    "Made by `node scripts/api-docs.ts --write` from the sources' comments. " +
      `[How it is used](../${guide}.md).`,
    ...groups.map(({ group, members }) => `${group}: ${members.map(linkTo).join(" · ")}`),
    ...groups.flatMap(({ group, members }) => [`## ${group}`, ...members.map(({ text }) => text)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function linkTo({ name }: Item): string {
  return `[\`${name}\`](#${name.toLowerCase()})`;
}

function itemOf(name: string, declarations: readonly ExportedDeclarations[]): Item {
  const [first] = declarations;
  if (first === undefined) throw new Error(`${name}: nothing declares it`);
  const text = [
    `### ${name}`,
    ...proseOf(first),
    `\`\`\`ts\n${declarations.map(declarationOf).join("\n")}\n\`\`\``,
  ].join("\n\n");
  return { name, group: groupOf(first), text };
}

function groupOf(declared: Node): Group {
  if (Node.isFunctionDeclaration(declared)) return "Functions";
  if (Node.isClassDeclaration(declared)) return "Classes";
  return Node.isVariableDeclaration(declared) ? "Values" : "Types";
}

/** Its comment: prose, then what is said of parameters, the result and errors. */
function proseOf(declared: Node): string[] {
  const documented = Node.isVariableDeclaration(declared)
    ? declared.getVariableStatement()
    : declared;
  if (!Node.isJSDocable(documented)) return [];
  return documented.getJsDocs().flatMap((comment) => {
    const tags = comment.getTags().map((tag) => {
      const name = Node.isJSDocParameterTag(tag) ? ` \`${tag.getName()}\`` : "";
      const type = Node.isJSDocThrowsTag(tag)
        ? ` \`${tag.getTypeExpression()?.getTypeNode().getText()}\``
        : "";
      return `- **${tag.getTagName()}**${name}${type} ${oneLine(tag.getCommentText() ?? "")}`;
    });
    const prose = comment.getDescription().trim();
    return [...(prose ? [prose] : []), ...(tags.length > 0 ? [tags.join("\n")] : [])];
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** As an import has it. */
function declarationOf(declared: Node): string {
  const whole = Node.isVariableDeclaration(declared) ? declared.getVariableStatement() : declared;
  return (whole ?? declared)
    .getText()
    .replace(/^export (?:declare )?/, "")
    .replaceAll(/^ {4}(?:#private|private .*);\n/gm, "")
    .replaceAll(/^ +/gm, (indent) => indent.slice(indent.length / 2));
}

if (import.meta.main) {
  for (const [path, text] of apiPages()) {
    if (process.argv.includes("--write")) writeFileSync(`${ROOT}${path}`, text);
    else process.stdout.write(text);
  }
}
