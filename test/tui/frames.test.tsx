import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { Frame } from '../../src/tui/Screen.js';
import type { ScreenState } from '../../src/tui/state.js';
import { createTheme } from '../../src/tui/theme.js';
import type { Key } from '../../src/tui/view.js';
import { clear, notEnough, possible, ring, slowReads } from '../report/fixtures.js';
import { after, begin, progress, type Scene, source, told, typed } from './states.js';

/** Pictures of the screen. `UPDATE_FRAMES=1` writes them anew: look at the difference. */
const FOLDER = 'test/data/frames';
const isUpdate = process.env.UPDATE_FRAMES !== undefined;
const theme = createTheme({ level: 'none', light: false });

const SIZES: readonly Scene[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const SCENES: readonly Scene[] = SIZES.flatMap((size) => [
  { ...size, lang: 'en' as const },
  { ...size, lang: 'zh' as const },
]);

const virtual: Report = {
  ...ring,
  findings: [
    {
      ...ring.findings[0],
      ...slowReads,
      key: 'embedded-registry-loop',
      id: 'embedded-registry-loop',
      role: 'root-cause',
      explainedBy: [],
      symptomOf: [],
      conclusion: 'self_reference',
      cycles: [['server1']],
      edges: [{ from: 'server1', to: 'server1', count: 900, perMinute: 339, evidence: [] }],
    },
  ],
};
const half = [
  source({ source: 'server1.log', bytes: 30e6, totalBytes: 30e6, lines: 120_000, done: true }),
  source({ source: 'server2.log', bytes: 9e6, totalBytes: 30e6, lines: 40_000 }),
  source({ source: 'bundle.tar.gz/var/log/server3.log', totalBytes: 30e6 }),
];
const bundle: Report = {
  ...ring,
  coverage: ring.coverage.map((one) => ({
    ...one,
    source: `cases/2025-04-15/support-bundle.tar.gz/nodes/${one.node}/logs/k3s.service.log`,
  })),
};
const empty: Report = { ...notEnough, coverage: [] };
const shown =
  (report: Report, ...keys: readonly Key[]) =>
  (scene: Scene) =>
    typed(after(begin(scene), told(report)), ...keys);

const STATES: Readonly<Record<string, (scene: Scene) => ScreenState>> = {
  ring: shown(ring),
  'ring-scrolled': shown(ring, 'l', 'G'),
  symptom: shown(ring, 'j'),
  virtual: shown(virtual),
  possible: shown(possible),
  clear: shown(clear),
  'not-enough-at': shown(notEnough),
  'not-enough': (scene) =>
    // The list is folded where it would take room from the details.
    shown(notEnough, 'j', ...(scene.columns < 110 ? ['enter'] : []), 'j')(scene),
  sources: shown(ring, '5'),
  bundle: shown(bundle, '5'),
  empty: (scene) => after(begin({ ...scene, paths: ['/tmp/logs', 'a'] }), told(empty)),
  help: shown(ring, '?'),
  write: shown(ring, 'w', 'enter'),
  reading: (scene) => after(typed(begin(scene), '5'), progress(1000, half), told(ring, false)),
  live: (scene) =>
    after(
      begin({ ...scene, live: true }),
      progress(1000, [source({ source: 'stdin', bytes: 5e6, lines: 20_000 })]),
      told(ring, false),
    ),
};

const pictureOf = (state: ScreenState): string =>
  renderToString(<Frame state={state} theme={theme} />, { columns: state.columns }).replace(
    /\u001b\[[\d;]*m/g,
    '',
  );

describe.each(Object.keys(STATES))('%s', (name) => {
  it.each(SCENES)('looks right at $columns × $rows, $lang', (scene) => {
    const picture = pictureOf((STATES[name] as (typeof STATES)[string])(scene));
    const rows = picture.split('\n');
    expect(rows.length).toBe(scene.rows);
    for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(scene.columns);
    const file = join(FOLDER, `${name}-${scene.columns}-${scene.lang}.txt`);
    if (isUpdate) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, `${rows.map((row) => row.trimEnd()).join('\n')}\n`);
    }
    expect(existsSync(file)).toBe(true);
    expect(`${rows.map((row) => row.trimEnd()).join('\n')}\n`).toBe(readFileSync(file, 'utf8'));
  });
});
