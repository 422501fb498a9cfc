import { expect, test } from 'vitest';
import { linesOfJson } from './json-lines.ts';

const VALUE = {
  'a "quoted" key, with: signs {[': { inside: [1, [2, { deep: null }], 'x'], empty: {}, none: [] },
  last: true,
};

test.each([
  ['\n', 2],
  ['\r\n', 2],
  ['\n', '\t'],
])('every value has the line of its key, or its own in a list', (end, indent) => {
  const text = JSON.stringify(VALUE, null, indent).replace(/\n/g, end);
  const lines = text.split('\n').map((line) => line.trim());
  const at = Object.fromEntries([...linesOfJson(text)].map(([key, line]) => [key, lines[line - 1]]));
  const [key = ''] = Object.keys(VALUE);
  expect(at).toEqual({
    '': '{',
    [key]: `${JSON.stringify(key)}: {`,
    [`${key}/inside`]: '"inside": [',
    [`${key}/inside/0`]: '1,',
    [`${key}/inside/1`]: '[',
    [`${key}/inside/1/0`]: '2,',
    [`${key}/inside/1/1`]: '{',
    [`${key}/inside/1/1/deep`]: '"deep": null',
    [`${key}/inside/2`]: '"x"',
    [`${key}/empty`]: '"empty": {},',
    [`${key}/none`]: '"none": []',
    last: '"last": true',
  });
});
