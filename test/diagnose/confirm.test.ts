import { describe, expect, it } from 'vitest';
import { confirm } from '../../src/diagnose/confirm.js';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import type { Visibility } from '../../src/model/rule.js';
import { detection, diagnosis, fact, input, rulebook } from './fixtures.js';

const K3S = 'journalctl -u k3s --since -1h -o json | hotplane';
const RKE2 = 'journalctl -u rke2-server --since -1h -o json | hotplane';
const AGENTS = 'kubectl -n kube-system logs -l k8s-app=konnectivity-agent | hotplane';
const RING = fact('ring', {
  operator: 'graph_cycle',
  args: { signal: 'ask', field: 'peer', min_length: 2 },
});
const visible: Visibility = {
  component: 'supervisor',
  level: 'debug',
  because: { en: '', zh: '' },
  collect: [K3S, RKE2, AGENTS],
};
const possible = diagnosis({ notAssessableWithout: [visible] });

function asked(over: Partial<DiagnoseInput>, rule = possible) {
  const given = input({
    rulebook: rulebook({ diagnoses: [rule], facts: [RING] }),
    detections: [detection()],
    ...over,
  });
  return confirm(rule, diagnose(given).findings, given);
}

describe('what would confirm a finding', () => {
  it('is what the input lacks, of the product that runs here', () => {
    expect(asked({ heard: () => false })).toEqual({ collect: [K3S, AGENTS] });
  });

  it('is no command whose output the input already holds', () => {
    expect(asked({})).toEqual({ collect: [AGENTS] });
    const components = new Set(['supervisor', 'konnectivity-agent']);
    expect(asked({ components })).toEqual({ collect: [] });
  });

  it('stands in the logs of other nodes where a cycle of requests would prove it', () => {
    const rule = diagnosis({
      mechanism: ['ring'],
      notAssessableWithout: [{ ...visible, collect: [K3S, RKE2] }],
    });
    expect(asked({}, rule)).toEqual({ collect: [K3S], collectOn: 'other-nodes' });
  });

  it('asks each node of the finding', () => {
    const onlyElsewhere = (_component: string, _level?: string, node?: string) => node !== 's1';
    expect(asked({ heard: onlyElsewhere })).toEqual({ collect: [K3S, AGENTS] });
  });

  it('is nothing for what is confirmed', () => {
    const proven = diagnosis({ mechanism: ['storm'], notAssessableWithout: [visible] });
    expect(asked({ heard: () => false }, proven)).toEqual({ collect: [] });
  });
});
