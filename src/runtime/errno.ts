/** What a system call returns: numbers of WASI (preview 1, `errno`). */
export const ERRNO = {
  success: 0,
  badf: 8,
  exist: 20,
  inval: 28,
  io: 29,
  isdir: 31,
  noent: 44,
  nospc: 51,
  nosys: 52,
  notdir: 54,
  notempty: 55,
  perm: 63,
  rofs: 69,
  spipe: 70,
  xdev: 75,
} as const;
