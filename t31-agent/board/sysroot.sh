#!/usr/bin/env bash
# Brings from Debian 12, for mipsel, what the board's build and the emulated board need: libraries and headers in a
# sysroot, librdkafka and KISS FFT built static from their source packages, a kernel and a busybox. It keeps package
# lists of its own, so the system's apt stays as it is, and needs no root. Everything lies in .cradlewatch/board.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/../../.cradlewatch/board"
board=$(cd "$here/../../.cradlewatch/board" && pwd)
sysroot=$board/sysroot
toolchain=$here/../cmake/mipsel.cmake
stamp=$board/sysroot.done

libraries=(libssl-dev zlib1g-dev libkissfft-dev libtomlplusplus-dev libgtest-dev)
sources=(librdkafka kissfft)
kernel=linux-image-4kc-malta
modules=(mii.ko pcnet32.ko ata_piix.ko crc16.ko crc32c_generic.ko mbcache.ko jbd2.ko ext4.ko)

fail() {
    printf '%s\n' "sysroot: $*" >&2
    exit 1
}

# Of the system's package sources only Debian's own, with their source packages, for this machine and mipsel.
make_package_lists() {
    local apt=$board/apt
    mkdir -p "$apt"/{lists/partial,archives/partial,none}
    cat >"$apt/conf" <<END
APT::Architectures { "$(dpkg --print-architecture)"; "mipsel"; };
APT::Sandbox::User "";
APT::Get::List-Cleanup "false";
Acquire::Retries "3";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt";
END
    export APT_CONFIG=$apt/conf
    apt-get -qq update
    # The fields are apt's.
    # shellcheck disable=SC2016
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        sed -n 's/ Debian$//p' | sort -u | sed 'p;s/^deb /deb-src /' >"$apt/sources.list"
    cat >>"$apt/conf" <<END
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "$apt/none";
END
    apt-get -qq update
    apt-cache show "$kernel:mipsel" >/dev/null 2>&1 ||
        fail "Debian's packages for mipsel are not among this system's package sources: they ended with Debian 12, so run this there"
}

download() {
    local package packages=()
    for package in "${libraries[@]}" busybox-static "$(kernel_package)"; do
        packages+=("$package:mipsel")
    done
    rm -rf "$board/packages"
    mkdir -p "$board/packages" && cd "$board/packages"
    apt-get -qq download "${packages[@]}"
    apt-get -qq source "${sources[@]}" >"$board/sysroot.log" 2>&1 || fail "apt-get source failed: see $board/sysroot.log"
}

kernel_package() {
    apt-cache depends "$kernel:mipsel" | sed -n 's/^ *Depends: \([^:]*\).*/\1/p'
}

unpack() {
    local package
    rm -rf "$sysroot" "$board/kernel"
    for package in "${libraries[@]}" busybox-static; do
        dpkg -x "$board/packages/$package"_*.deb "$sysroot"
    done
    # Shared libraries have no place in a static program.
    rm -f "$sysroot"/usr/lib/mipsel-linux-gnu/*.so
    # The kernel, and what drives the emulated board's network card, disk and file system.
    mkdir "$board/kernel"
    dpkg --fsys-tarfile "$board/packages"/linux-image-*.deb |
        tar x -C "$board/kernel" --transform 's|.*/||;s|^vmlinuz-.*|vmlinuz|' --wildcards '*/vmlinuz-*' "${modules[@]/#/*\/}"
}

# Usage: install_static SOURCE OPTION...
install_static() {
    local source=$1 build=$board/build-${1%-*}
    shift
    rm -rf "$build"
    {
        cmake -G Ninja -S "$board/packages/$source" -B "$build" -DCMAKE_TOOLCHAIN_FILE="$toolchain" -Wno-dev \
            -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib/mipsel-linux-gnu "$@" &&
            DESTDIR=$sysroot cmake --build "$build" --target install
    } >>"$board/sysroot.log" 2>&1 || fail "the build of $source failed: see $board/sysroot.log"
}

build() {
    local folder
    cd "$board/packages"
    # Its static build asks for position-independent code, which on MIPS is a quarter larger for nothing.
    sed -i '/CMAKE_POSITION_INDEPENDENT_CODE/d' librdkafka-*/src/CMakeLists.txt
    # SCRAM is asked for by itself: by WITH_SASL it would come with a library of its own.
    folder=$(echo librdkafka-*/)
    install_static "${folder%/}" -DRDKAFKA_BUILD_STATIC=ON -DRDKAFKA_BUILD_EXAMPLES=OFF -DRDKAFKA_BUILD_TESTS=OFF \
        -DWITH_SSL=ON -DWITH_ZLIB=ON -DWITH_SASL=OFF -DWITH_SASL_SCRAM=ON -DWITH_CURL=OFF -DWITH_ZSTD=OFF \
        -DENABLE_LZ4_EXT=OFF -DWITH_PLUGINS=OFF
    # The static library's description, under the name by which the agent asks for it.
    cat >"$sysroot/usr/lib/mipsel-linux-gnu/pkgconfig/rdkafka.pc" <<'END'
Name: librdkafka
Description: Kafka client
Version: 0
Requires: libssl libcrypto zlib
Libs: -L/usr/lib/mipsel-linux-gnu -lrdkafka
Cflags: -I/usr/include -DLIBRDKAFKA_STATICLIB
END
    folder=$(echo kissfft-*/)
    install_static "${folder%/}" -DCMAKE_C_FLAGS_RELEASE='-O2 -DNDEBUG' \
        -DKISSFFT_DATATYPE=float -DKISSFFT_STATIC=ON -DKISSFFT_TEST=OFF -DKISSFFT_TOOLS=OFF
}

[ ! "$stamp" -nt "${BASH_SOURCE[0]}" ] || [ ! "$stamp" -nt "$toolchain" ] || exit 0
rm -f "$stamp"
make_package_lists
download
unpack
build
rm -rf "$board"/build-* "$board"/packages "$board"/apt
touch "$stamp"
