import { expect, it } from 'vitest';
import { isMediaType, mayBeShown, settleType } from './media-types.ts';

const SIGNED = new Set(['image/png', 'image/jpeg', 'application/pdf', 'application/zip', 'video/mp4']);
const settle = (declared: string, found: string | null, isText = false) =>
  settleType(declared, found, { isText, hasSignature: (type) => SIGNED.has(type) });

it.each([
  ['image/png', 'image/png', 'image/png'],
  ['image/jpg', 'image/jpeg', 'image/jpeg'],
  ['application/octet-stream', 'image/png', 'image/png'],
  ['application/octet-stream', null, 'application/octet-stream'],
  ['application/x-unheard-of', null, 'application/octet-stream'],
  ['audio/mp4', 'video/mp4', 'video/mp4'],
  ['audio/ogg', 'application/ogg', 'application/ogg'],
  ['application/vnd.oasis.opendocument.text', 'application/zip', 'application/vnd.oasis.opendocument.text'],
  ['image/svg+xml', 'application/xml', 'image/svg+xml'],
])('of %s, found as %s, comes %s', (declared, found, type) => {
  expect(settle(declared, found)).toBe(type);
});

it.each([
  ['image/png', null],
  ['application/pdf', null],
  ['image/png', 'image/jpeg'],
  ['text/plain', 'application/pdf'],
  ['image/png', 'application/zip'],
  ['text/html', 'image/png'],
])('%s, found as %s, is not what was announced', (declared, found) => {
  expect(settle(declared, found)).toBeNull();
});

it('takes the word of the uploader for text, unless such files are known by their beginning', () => {
  expect(settle('text/markdown', null, true)).toBe('text/markdown');
  expect(settle('application/json', null, true)).toBe('application/json');
  expect(settle('text/plain', null, false)).toBe('application/octet-stream');
  expect(settle('image/png', null, true)).toBeNull();
});

it.each(['image/png', 'application/vnd.ms-excel', 'image/svg+xml'])('%s is a media type', (type) => {
  expect(isMediaType(type)).toBe(true);
});

it.each(['', 'png', 'image/', 'IMAGE/PNG', 'text/plain; charset=utf-8', 'a/b\r\nx', `a/${'b'.repeat(200)}`])(
  '%j is none',
  (type) => {
    expect(isMediaType(type)).toBe(false);
  },
);

it('what could run is never shown', () => {
  expect(
    ['image/svg+xml', 'text/html', 'application/xml', 'text/xml', 'image/x', 'text/css'].filter(mayBeShown),
  ).toEqual([]);
  expect(['image/png', 'video/mp4', 'text/plain', 'application/pdf'].every(mayBeShown)).toBe(true);
});
