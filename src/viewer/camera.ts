/** Which part of the rows is in view. Rows go downwards; a lane a thread, side by side. */

export interface Camera {
  /** The row at the top edge, with its fraction. */
  readonly top: number;
  /** Pixels a row. */
  readonly rowHeight: number;
  /** Pixels that the lanes are scrolled by. */
  readonly left: number;
}

export interface Extent {
  readonly rows: number;
  /** Pixels. */
  readonly height: number;
}

export const LARGEST_ROW = 44;
const COMFORTABLE_ROW = 24;
/** Rows of air above the first row and below the last. */
export const AIR_ROWS = 1;

/** Within what there is: never beyond the ends, never smaller than all in view. */
export function clamped(camera: Camera, { rows, height }: Extent): Camera {
  const smallest = Math.min(COMFORTABLE_ROW, height / (rows + 2 * AIR_ROWS));
  const rowHeight = Math.min(LARGEST_ROW, Math.max(smallest, camera.rowHeight));
  const last = rows + AIR_ROWS - height / rowHeight;
  const top = Math.max(-AIR_ROWS, Math.min(camera.top, Math.max(last, -AIR_ROWS)));
  return { ...camera, top, rowHeight };
}

/** @param y pixels from the top edge: what is there stays there */
export function zoomed(camera: Camera, factor: number, y: number, extent: Extent): Camera {
  const { rowHeight } = clamped({ ...camera, rowHeight: camera.rowHeight * factor }, extent);
  const at = camera.top + y / camera.rowHeight;
  return clamped({ ...camera, rowHeight, top: at - y / rowHeight }, extent);
}

export function panned(camera: Camera, pixels: number, extent: Extent): Camera {
  return clamped({ ...camera, top: camera.top + pixels / camera.rowHeight }, extent);
}

/** Shows both rows, with some around them. */
export function fitted(from: number, to: number, { left }: Camera, extent: Extent): Camera {
  const around = Math.max(2, (to - from) * 0.12);
  const rowHeight = Math.min(COMFORTABLE_ROW, extent.height / (to - from + 1 + 2 * around));
  const middle = (from + to + 1) / 2;
  return clamped({ left, rowHeight, top: middle - extent.height / rowHeight / 2 }, extent);
}

/** Moves as little as shows the row. */
export function revealing(camera: Camera, row: number, extent: Extent): Camera {
  const rows = extent.height / camera.rowHeight;
  const margin = Math.min(3, rows / 4);
  if (row < camera.top + margin) return clamped({ ...camera, top: row - margin }, extent);
  const bottom = camera.top + rows - margin - 1;
  if (row <= bottom) return camera;
  return clamped({ ...camera, top: row - rows + margin + 1 }, extent);
}
