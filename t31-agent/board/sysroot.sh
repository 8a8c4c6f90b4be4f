#!/usr/bin/env bash
# Brings from Debian 12, for mipsel, what the board's build and the emulated board need: libraries and headers in a
# sysroot, OpenSSL, librdkafka and KISS FFT built static from their source packages, a kernel and a busybox. It keeps
# package lists of its own, so the system's apt stays as it is, and needs no root. Everything lies in .cradlewatch/board.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/../../.cradlewatch/board"
board=$(cd "$here/../../.cradlewatch/board" && pwd)
sysroot=$board/sysroot
toolchain=$here/../cmake/mipsel.cmake
stamp=$board/sysroot.done

libraries=(zlib1g-dev libkissfft-dev libtomlplusplus-dev libgtest-dev)
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
    # OpenSSL's source in the version that there is for mipsel: security updates for others are ahead of it.
    apt-get -qq source librdkafka kissfft "openssl=$(version_of libssl-dev:mipsel)" >"$board/sysroot.log" 2>&1 || fail "apt-get source failed: see $board/sysroot.log"
}

version_of() {
    apt-cache show --no-all-versions "$1" | sed -n 's/^Version: //p'
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

# Builds the source in this folder with these options of its CMake.
install_static() {
    {
        cmake -G Ninja -S . -B build-board -DCMAKE_TOOLCHAIN_FILE="$toolchain" -Wno-dev -DCMAKE_BUILD_TYPE=Release \
            -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib/mipsel-linux-gnu "$@" &&
            DESTDIR=$sysroot cmake --build build-board --target install
    } >>"$board/sysroot.log" 2>&1 || fail "the build in $PWD failed: see $board/sysroot.log"
}

# Debian's libcrypto.a is position-independent, and holds much that a client of TLS 1.2 and 1.3 with current ciphers and
# Ed25519 never calls: it makes the agent 1.5 MB larger, and nearly all of that comes to lie in RAM.
build_openssl() {
    cd "$board/packages"/openssl-*/
    {
        ./Configure linux-mips32 --cross-compile-prefix=mipsel-linux-gnu- --prefix=/usr --libdir=lib/mipsel-linux-gnu \
            --openssldir=/etc/ssl -DL_ENDIAN -Os -march=mips32r2 -mtune=24kc -ffunction-sections -fdata-sections \
            no-{shared,pic,module,dso,engine,legacy,tests,async,ui-console,ktls,multiblock} \
            no-{ssl3,tls1,tls1_1,dtls,dgram,comp,srp,psk,srtp,nextprotoneg,ct,ts,cms,cmp,rfc3779} \
            no-{aria,bf,blake2,camellia,cast,dsa,ec2m,gost,idea,md4,mdc2,ocb,rc2,rc4,rmd160} \
            no-{scrypt,seed,siphash,siv,sm2,sm3,sm4,whirlpool} &&
            make -j "$(nproc)" build_generated libcrypto.a libssl.a &&
            make DESTDIR="$sysroot" install_dev
    } >>"$board/sysroot.log" 2>&1 || fail "the build of OpenSSL failed: see $board/sysroot.log"
}

build_librdkafka() {
    cd "$board/packages"/librdkafka-*/
    # Its static build asks for position-independent code, which on MIPS is a quarter larger for nothing.
    sed -i '/CMAKE_POSITION_INDEPENDENT_CODE/d' src/CMakeLists.txt
    # It takes for granted that OpenSSL has engines.
    sed -i '/define WITH_SSL_ENGINE/d' src/rdkafka_conf.h
    # SCRAM is asked for by itself: by WITH_SASL it would come with a library of its own.
    install_static -DRDKAFKA_BUILD_STATIC=ON -DRDKAFKA_BUILD_EXAMPLES=OFF -DRDKAFKA_BUILD_TESTS=OFF \
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
}

build_kissfft() {
    cd "$board/packages"/kissfft-*/
    install_static -DCMAKE_C_FLAGS_RELEASE='-O2 -DNDEBUG' \
        -DKISSFFT_DATATYPE=float -DKISSFFT_STATIC=ON -DKISSFFT_TEST=OFF -DKISSFFT_TOOLS=OFF
}

[ ! "$stamp" -nt "${BASH_SOURCE[0]}" ] || [ ! "$stamp" -nt "$toolchain" ] || exit 0
rm -f "$stamp"
make_package_lists
download
unpack
build_openssl
build_librdkafka
build_kissfft
rm -rf "$board/packages" "$board/apt"
touch "$stamp"
