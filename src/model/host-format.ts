/** Transports in which the programs of a host write, and which name it. */
const HOST_FORMAT = /^(?:journald|syslog)-/;

/** `format`: as of the coverage of a source. */
export const isHostFormat = (format: string): boolean => HOST_FORMAT.test(format);
