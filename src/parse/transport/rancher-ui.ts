import type { Format, FormatKind } from './format.js';

const HEAD = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d) ([AP])M ?/;

/** The log view of Rancher: a 12-hour stamp of the browser, glued to the line. */
export const rancherUi: FormatKind = {
  id: 'rancher-ui',
  sample:
    '2/22/2017 8:27:20 PM2017-02-22 19:27:20.670257 W | rafthttp: the connection is unhealthy',
  create: (context): Format => ({
    id: rancherUi.id,
    push(line, text) {
      const parts = HEAD.exec(text);
      if (parts === null) return false;
      const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts
        .slice(1, 7)
        .map(Number);
      if (month > 12 || day > 31 || hour > 12) return false;
      const hours = (hour % 12) + (parts[7] === 'P' ? 12 : 0);
      const msOfDay = ((hours * 60 + minute) * 60 + second) * 1000;
      const stamp = { kind: 'bare', year, month, day, msOfDay } as const;
      const message = text.slice(parts[0].length);
      context.emit({ line, transport: rancherUi.id, stamp, message });
      return true;
    },
  }),
};
