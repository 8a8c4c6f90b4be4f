// Pictures and sounds for the mock: drawn, not recorded.
import { deflateSync } from "node:zlib";

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let c = 0xffffffff;
  for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** A PNG of w x h; pixel(x, y) gives [r, g, b] of 0..255, x and y run 0..1. */
export function png(w, h, pixel) {
  const raw = Buffer.alloc((w * 3 + 1) * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const rgb = pixel(x / w, y / h);
      for (let c = 0; c < 3; c++) raw[y * (w * 3 + 1) + 1 + x * 3 + c] = Math.max(0, Math.min(255, rgb[c]));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(w, 0);
  head.writeUInt32BE(h, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(raw)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function inside(x, y, cx, cy, rx, ry) {
  return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
}

/** A sleeping head on a pillow under a blanket; in colour, or as an infrared camera sees it. */
export function nursery(color, shift) {
  return png(640, 360, (x, y) => {
    const grain = ((Math.sin(x * 9137 + y * 7919) * 43758) % 1) * 14;
    const light = 0.55 + 0.45 * Math.cos((x - 0.5) * 2) * (1 - y * 0.4);
    let rgb = [92, 74, 66];
    if (inside(x, y, 0.5, 0.62, 0.42, 0.5)) rgb = [206, 196, 178];
    if (inside(x, y, 0.5 + shift, 0.3, 0.19, 0.17)) rgb = [228, 224, 216];
    if (inside(x, y, 0.5 + shift, 0.32, 0.075, 0.13)) rgb = [224, 170, 140];
    if (inside(x, y, 0.5 + shift, 0.24, 0.076, 0.08)) rgb = [110, 78, 52];
    if (inside(x, y, 0.5 + shift, 0.82, 0.24, 0.36))
      rgb = (x * 14) % 1 < 0.5 ? [98, 136, 168] : [122, 158, 184];
    const lit = rgb.map((v) => v * light + grain);
    if (color) return lit;
    const grey = 0.4 * lit[0] + 0.4 * lit[1] + 0.2 * lit[2];
    return [grey, grey, grey];
  });
}

/** A log-mel picture with a cry's harmonics, low frequencies at the bottom. */
export function spectrogram() {
  return png(400, 96, (x, y) => {
    const f = 1 - y;
    const cry = x > 0.2 && x < 0.85 && Math.sin(x * 40) > -0.5;
    const pitch = 0.11 + 0.02 * Math.sin(x * 12);
    const harmonic = cry ? Math.max(0, Math.cos((f / pitch) * 2 * Math.PI)) ** 6 * (1 - f * 0.7) : 0;
    const v = 0.08 + harmonic * 0.85 + ((Math.sin(x * 9137 + y * 7919) * 43758) % 1) * 0.06;
    return [255 * Math.min(1, v * 1.3), 255 * v * v * 0.9, 90 * v + 60 * v * (1 - v) * 4];
  });
}

/** Four seconds of a tone that cries a little. */
export function wav() {
  const rate = 16000;
  const n = rate * 4;
  const out = Buffer.alloc(44 + n * 2);
  out.write("RIFF", 0, "latin1");
  out.writeUInt32LE(36 + n * 2, 4);
  out.write("WAVEfmt ", 8, "latin1");
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(rate, 24);
  out.writeUInt32LE(rate * 2, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write("data", 36, "latin1");
  out.writeUInt32LE(n * 2, 40);
  for (let i = 0; i < n; i++) {
    const t = i / rate;
    const swell = Math.max(0, Math.sin(t * Math.PI * 0.9)) ** 2;
    const pitch = 2 * Math.PI * 440 * t + 3 * Math.sin(2 * Math.PI * 5 * t);
    out.writeInt16LE(Math.round(6000 * swell * (Math.sin(pitch) + 0.5 * Math.sin(2 * pitch))), 44 + i * 2);
  }
  return out;
}
