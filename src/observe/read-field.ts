import type { FieldValue, LogRecord } from '../model/record.js';

/** What a rule names in `where`: a part of the record, or a field of its payload. */
export function readField(record: LogRecord, name: string): FieldValue | undefined {
  switch (name) {
    case 'message':
      return record.message;
    case 'level':
      return record.level;
    case 'component':
      return record.component;
    case 'unit':
      return record.unit;
    case 'ident':
      return record.ident;
    case 'pid':
      return record.pid;
    case 'node.name':
      return record.node;
    case 'pod.name':
      return record.pod?.name;
    case 'pod.namespace':
      return record.pod?.namespace;
    case 'pod.container':
      return record.pod?.container;
    default:
      return record.fields[name];
  }
}
