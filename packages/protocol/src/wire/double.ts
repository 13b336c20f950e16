// One double and its bytes: much faster than a DataView on each frame.
export const DOUBLE = new Float64Array(1);
export const DOUBLE_BYTES = new Uint8Array(DOUBLE.buffer);
DOUBLE[0] = 1;
/** Whether this machine stores the first byte last; Protobuf is little-endian. */
export const BIG_ENDIAN = DOUBLE_BYTES[7] === 0;
