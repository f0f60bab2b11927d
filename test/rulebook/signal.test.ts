import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/record.js';
import { matchSignal } from '../../src/rulebook/signal.js';
import { readRules } from './good-rules.js';

function match(where: string, types: string, record: Fields): Fields | undefined {
  const [signal] = readRules(`kind: signal
name: s
component: any
literal: peer
where: ${where}
fields: ${types}
samples: { match: [peer] }`).signals;
  return signal && matchSignal(signal, (field) => record[field]);
}

describe('matchSignal', () => {
  it('gives typed fields of the record', () => {
    const record = { message: 'peer took long', took: '1.5s', ip: '::ffff:10.0.0.1' };
    expect(match('{ message|contains: took }', '{ took: duration, ip: ip }', record)).toEqual({
      took: 1500,
      ip: '10.0.0.1',
    });
  });

  it('needs all tests', () => {
    const where = '{ message|contains: took, took|gte: 1s }';
    expect(match(where, '{ took: duration }', { message: 'took', took: '1s' })).toBeDefined();
    expect(match(where, '{ took: duration }', { message: 'took', took: '1ms' })).toBeUndefined();
    expect(match(where, '{ took: duration }', { message: 'took' })).toBeUndefined();
  });

  it('lets named groups win over fields of the record', () => {
    const where = `{ message|re: 'from (?<peer>\\S+)' }`;
    expect(match(where, '{ peer: ip }', { message: 'from 10.0.0.1', peer: '10.0.0.2' })).toEqual({
      peer: '10.0.0.1',
    });
  });

  it('takes the field where the group had no part in the match', () => {
    const where = `{ message|re: 'peer(?: (?<n>\\d+))?' }`;
    expect(match(where, '{ n: int }', { message: 'peer', n: '7' })).toEqual({ n: 7 });
  });

  it('leaves out what is not of its type', () => {
    const where = `{ message|re: 'from (?<peer>\\S+)' }`;
    expect(match(where, '{ peer: ip, n: int }', { message: 'from server1', n: 'x' })).toEqual({});
  });

  it('tests what a pattern yields', () => {
    const where = `{ n|gte: 5, message|re: 'peer (?<n>\\d+)' }`;
    expect(match(where, '{ n: int }', { message: 'peer 12' })).toEqual({ n: 12 });
    expect(match(where, '{ n: int }', { message: 'peer 4' })).toBeUndefined();
  });

  it('gathers the groups of several patterns', () => {
    const where = `{ message|re|all: ['peer (?<a>\\d+)', 'retry (?<b>\\d+)'] }`;
    expect(match(where, '{ a: int, b: int }', { message: 'retry 2 peer 1' })).toEqual({
      a: 1,
      b: 2,
    });
    expect(match(where, '{ a: int, b: int }', { message: 'peer 1' })).toBeUndefined();
  });

  it('takes the first of several patterns that matches', () => {
    const where = `{ message|re: ['peer (?<a>\\d+)', 'node (?<a>\\d+)'] }`;
    expect(match(where, '{ a: int }', { message: 'node 3' })).toEqual({ a: 3 });
  });

  it('compares addresses whatever their form', () => {
    const where = `{ ip|neq: '::1' }`;
    expect(match(where, '{ ip: ip }', { ip: '[0:0:0:0:0:0:0:1]:6443' })).toBeUndefined();
    expect(match(where, '{ ip: ip }', { ip: '[fd00::1]:6443' })).toEqual({ ip: 'fd00::1' });
  });

  it('gives the same answer every time', () => {
    const [signal] = readRules(`kind: signal
name: s
component: any
where: { message|re: 'peer (?<n>\\d+)' }
fields: { n: int }
samples: { match: [peer 1] }`).signals;
    const answers = ['peer 1', 'no', 'peer 1'].map(
      (message) => signal && matchSignal(signal, () => message),
    );
    expect(answers).toEqual([{ n: 1 }, undefined, { n: 1 }]);
  });
});
