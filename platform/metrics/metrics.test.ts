import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.ts';

const lines = async (metrics: Metrics) => (await metrics.text()).body.split('\n').filter((line) => line !== '');

describe('metrics', () => {
  it('are read when they are asked for, and not before', async () => {
    const metrics = new Metrics();
    let sockets = 3;
    let reads = 0;
    metrics.gauge('sockets', 'Open sockets.', () => {
      reads += 1;
      return sockets;
    });
    const frames = metrics.count('frames_total', 'Frames.');
    frames.value += 2;
    expect(reads).toBe(0);
    expect(await lines(metrics)).toEqual([
      '# HELP sockets Open sockets.',
      '# TYPE sockets gauge',
      'sockets 3',
      '# HELP frames_total Frames.',
      '# TYPE frames_total counter',
      'frames_total 2',
    ]);
    frames.value += 5;
    sockets = 1;
    expect(await lines(metrics)).toEqual(expect.arrayContaining(['sockets 1', 'frames_total 7']));
  });

  it('have labels', async () => {
    const metrics = new Metrics();
    const refused = metrics.labelledCount('refused_total', 'Refusals.', ['door', 'reason']);
    const states = new Map([
      ['chat', 0],
      ['people', 2],
    ]);
    metrics.labelledGauge('state', 'State.', 'subgraph', () => states);
    refused('http', 'cost').value += 1;
    refused('http', 'cost').value += 1;
    refused('ws', 'a "quoted" reason').value += 1;
    const seconds = metrics.durations('call_seconds', 'Calls.', ['subgraph', 'outcome'], [0.1, 1]);
    seconds(['chat', 'answered'], 0.05);
    seconds(['chat', 'answered'], 0.5);
    expect(await lines(metrics)).toEqual(
      expect.arrayContaining([
        'refused_total{door="http",reason="cost"} 2',
        'refused_total{door="ws",reason="a \\"quoted\\" reason"} 1',
        'state{subgraph="chat"} 0',
        'state{subgraph="people"} 2',
        'call_seconds_bucket{le="0.1",subgraph="chat",outcome="answered"} 1',
        'call_seconds_bucket{le="1",subgraph="chat",outcome="answered"} 2',
        'call_seconds_count{subgraph="chat",outcome="answered"} 2',
      ]),
    );
    states.delete('people');
    expect((await lines(metrics)).join('\n')).not.toContain('people');
  });

  it('of the same name are one, whoever asks', async () => {
    const metrics = new Metrics();
    for (const part of ['one', 'other']) {
      metrics.count('same_total', 'Same.').value += 1;
      metrics.labelledCount('of_parts_total', 'Of parts.', ['part'])(part).value += 1;
      metrics.durations('took_seconds', 'Took.', ['part'], [1])([part], 0.5);
      metrics.labelledGauge('things', 'Things.', 'part', () => [[part, 3]]);
    }
    const kept = ['same_total 2', 'of_parts_total{part="other"} 1', 'took_seconds_count{part="one"} 1'];
    const told = ['things{part="one"} 3', 'things{part="other"} 3'];
    expect(await lines(metrics)).toEqual(expect.arrayContaining([...kept, ...told]));
  });

  it('say what runs', async () => {
    const metrics = new Metrics();
    metrics.addBuild({ version: '1.2.3' });
    expect(await lines(metrics)).toContain('lynk_build_info{version="1.2.3"} 1');
  });

  it('of two processes have nothing in common', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.count('same_total', 'Same.').value += 1;
    other.count('same_total', 'Same.');
    expect(await lines(other)).toContain('same_total 0');
  });

  it('tell of the process and how late its event loop is', async () => {
    const metrics = new Metrics();
    metrics.addProcessFigures();
    const { body } = await metrics.text();
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(body).toContain('process_resident_memory_bytes');
  });
});
