# Toolchain of the board: MIPS32r2, little endian, static, against the sysroot that board/sysroot.sh makes.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR mipsel)
set(CMAKE_C_COMPILER mipsel-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER mipsel-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-mipsel)

get_filename_component(BOARD_SYSROOT ${CMAKE_CURRENT_LIST_DIR}/../../.cradlewatch/board/sysroot ABSOLUTE)

# The core has no DSP extension, so no -mdsp. 64 bit atomics are calls of libatomic.
set(FLAGS "-march=mips32r2 -mtune=24kc -ffp-contract=off -ffunction-sections -fdata-sections -pthread")
string(APPEND FLAGS " -isystem ${BOARD_SYSROOT}/usr/include/mipsel-linux-gnu")
set(CMAKE_C_FLAGS_INIT "${FLAGS}")
set(CMAKE_CXX_FLAGS_INIT "${FLAGS}")
# Unused code in the same page as used code takes RAM all the same, so small is what counts.
set(CMAKE_C_FLAGS_RELEASE "-Os -DNDEBUG" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG" CACHE STRING "")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -Wl,--gc-sections -pthread")
set(CMAKE_C_STANDARD_LIBRARIES_INIT "-latomic")
set(CMAKE_CXX_STANDARD_LIBRARIES_INIT "-latomic")

set(CMAKE_FIND_ROOT_PATH ${BOARD_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_LIBRARY_ARCHITECTURE mipsel-linux-gnu)

set(ENV{PKG_CONFIG_SYSROOT_DIR} ${BOARD_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR} ${BOARD_SYSROOT}/usr/lib/mipsel-linux-gnu/pkgconfig)
set(PKG_CONFIG_ARGN --static)
