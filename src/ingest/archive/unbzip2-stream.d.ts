/** The block decoder within unbzip2-stream: its stream keeps a block as an array of numbers, up to 900 MB. */
declare module 'unbzip2-stream/lib/bzip2.js' {
  type Bits = (count: number | null) => number;
  interface Bzip2 {
    /** Gives the block size in 100 kB. */
    header(bits: Bits): number;
    /** Gives the checksum so far, `null` at the end of the stream. Throws where the data is bad. */
    decompress(
      bits: Bits,
      put: (byte: number) => void,
      work: Int32Array,
      workLength: number,
      checksum: number,
    ): number | null;
  }
  const bzip2: Bzip2;
  export = bzip2;
}
declare module 'unbzip2-stream/lib/bit_iterator.js' {
  interface BitReader {
    (count: number | null): number;
    readonly bytesRead: number;
  }
  function bitIterator(nextBuffer: () => Buffer | undefined): BitReader;
  export = bitIterator;
}
