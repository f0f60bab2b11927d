import { expect, it } from 'vitest';
import { JSON_SAMPLES } from '../../../src/parse/payload/json.js';
import { PAYLOAD_FORMATS, peelText } from '../../../src/parse/payloads.js';

const LAYERS: Readonly<Record<string, string>> = {
  json: 'zap',
  logrus: 'logrus',
  'go-log': 'go-log',
};

it.each(PAYLOAD_FORMATS.map((format) => [format.id, format.sample] as const))(
  'reads the sample of %s as its own layer',
  (id, sample) => {
    expect(peelText(sample).layers).toBe(LAYERS[id] ?? id);
  },
);

it.each(Object.entries(JSON_SAMPLES))('tells the JSON of %s from the others', (layer, sample) => {
  expect(peelText(sample).layers).toBe(layer);
});
