import { describe, expect, test } from 'vitest';
import { pendingMigrations } from './migration-plan.ts';
import { StartupError } from './startup-error.ts';

const migration = (file: string, schema = 'lynk_user') => ({ schema, file, sql: '', checksum: `sum of ${file}` });
const [one, two, three] = [migration('0001-one.sql'), migration('0002-two.sql'), migration('0003-three.sql')];

describe('what is still to be applied', () => {
  test('everything to a new database', () => {
    expect(pendingMigrations([one, two], [])).toEqual([one, two]);
  });
  test('nothing to one that has it all', () => {
    expect(pendingMigrations([one, two], [two, one])).toEqual([]);
  });
  test('the rest, schema by schema', () => {
    const other = migration('0001-one.sql', 'lynk_room');
    expect(pendingMigrations([one, two, other], [one])).toEqual([two, other]);
  });
});

describe('a start is refused', () => {
  const refused = (sentence: RegExp, work: () => unknown) => {
    expect(work).toThrowError(StartupError);
    expect(work).toThrowError(sentence);
  };
  test('when the database knows a migration that this version does not', () => {
    refused(/written by a newer version of Lynk \(it has the migration lynk_user\/0003-three.sql\)/, () =>
      pendingMigrations([one, two], [one, two, three]),
    );
  });
  test('when a migration was changed', () => {
    refused(/The migration lynk_user\/0001-one.sql was changed/, () =>
      pendingMigrations([one], [{ ...one, checksum: 'another' }]),
    );
  });
  test('when a migration has slipped in before one that was applied', () => {
    refused(/lynk_user\/0002-two.sql comes before 0003-three.sql/, () =>
      pendingMigrations([one, two, three], [one, three]),
    );
  });
});
