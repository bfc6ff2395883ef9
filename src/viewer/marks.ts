/**
 * The shapes of events. Filled is what hands something on or changes it, hollow what takes it:
 * circles are plain accesses, diamonds atomic ones, squares locks, triangles other synchronization.
 */
import type { EventKind } from "../detector/trace.ts";

export interface Mark {
  readonly x: number;
  readonly y: number;
  /** Pixels. */
  readonly radius: number;
  readonly colour: string;
  readonly background: string;
}

export function drawMark(context: CanvasRenderingContext2D, kind: EventKind, mark: Mark): void {
  const { x, y, radius, colour, background } = mark;
  context.beginPath();
  context.lineWidth = Math.max(1, radius * 0.36);
  context.strokeStyle = colour;
  outline(context, kind, x, y, radius);
  context.fillStyle = HOLLOW.has(kind) ? background : colour;
  context.fill();
  context.stroke();
  if (kind !== "read-modify-write") return;
  context.beginPath();
  diamond(context, x, y, radius * 0.4);
  context.fillStyle = background;
  context.fill();
}

const HOLLOW: ReadonlySet<EventKind> = new Set([
  "read",
  "load",
  "unlock",
  "acquire",
  "join",
  "end",
  "free",
] as const);

function outline(
  context: CanvasRenderingContext2D,
  kind: EventKind,
  x: number,
  y: number,
  radius: number,
): void {
  switch (kind) {
    case "read":
    case "write":
      context.arc(x, y, radius * 0.9, 0, 2 * Math.PI);
      return;
    case "load":
    case "store":
    case "read-modify-write":
      diamond(context, x, y, radius * 1.2);
      return;
    case "fence":
      context.rect(x - radius * 1.5, y - radius * 0.25, radius * 3, radius * 0.5);
      return;
    case "lock":
    case "unlock":
      context.rect(x - radius * 0.85, y - radius * 0.85, radius * 1.7, radius * 1.7);
      return;
    case "acquire":
      polygon(
        context,
        [x - radius, y - radius * 0.8],
        [x + radius, y - radius * 0.8],
        [x, y + radius],
      );
      return;
    case "release":
      polygon(
        context,
        [x - radius, y + radius * 0.8],
        [x + radius, y + radius * 0.8],
        [x, y - radius],
      );
      return;
    case "create":
    case "join":
      polygon(
        context,
        [x - radius * 0.8, y - radius],
        [x + radius, y],
        [x - radius * 0.8, y + radius],
      );
      return;
    case "begin":
    case "end":
      context.rect(x - radius * 1.3, y - radius * 0.45, radius * 2.6, radius * 0.9);
      return;
    case "allocate":
    case "free":
      hexagon(context, x, y, radius);
      return;
  }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  polygon(context, [x, y - radius], [x + radius, y], [x, y + radius], [x - radius, y]);
}

function hexagon(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const corners = Array.from({ length: 6 }, (_, corner): Point => {
    const angle = (corner * Math.PI) / 3;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  polygon(context, ...corners);
}

type Point = readonly [x: number, y: number];

function polygon(context: CanvasRenderingContext2D, ...points: readonly Point[]): void {
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
}
