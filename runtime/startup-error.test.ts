import { expect, test } from 'vitest';
import { explainFileError, StartupError } from './startup-error.ts';

const fault = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['ENOSPC', /^The disk that holds the data folder \/d is full/],
  ['EDQUOT', /^The disk that holds the data folder \/d is full/],
  ['EACCES', /^The data folder \/d is not writable/],
  ['EROFS', /^The data folder \/d is on a read-only file system/],
  ['ENOTDIR', /^The data folder \/d cannot be made, since a file stands in its way/],
])('%s has a sentence and keeps its cause', (code, sentence) => {
  const cause = fault(code);
  const explained = explainFileError(cause, '/d');
  expect(explained).toBeInstanceOf(StartupError);
  expect(explained).toMatchObject({ message: expect.stringMatching(sentence), cause });
});

test('what nobody foresaw stays as it is', () => {
  const unforeseen = fault('EMFILE');
  expect(explainFileError(unforeseen, '/d')).toBe(unforeseen);
});
