// The numbers of a device, as Linux packs them.
#ifndef ANTECEDE_SYS_SYSMACROS_H
#define ANTECEDE_SYS_SYSMACROS_H

#define major(device) ((unsigned)(((device) >> 8) & 0xfff))
#define minor(device) ((unsigned)(((device) & 0xff) | (((device) >> 12) & 0xfff00)))
#define makedev(major, minor)                                                                      \
    ((((major) & 0xfffULL) << 8) | ((minor) & 0xffULL) | (((minor) & 0xfff00ULL) << 12))

#endif
