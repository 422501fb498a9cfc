import type { z } from 'zod';
import { StartupError } from './startup-error.ts';

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as the documentation tells of it. */
export interface SettingDescription {
  readonly name: string;
  /** Empty when there is none. */
  readonly defaultValue: string;
  readonly description: string;
}

/** Tells of settings, in their order. */
export function describeSettings(settings: z.ZodObject): readonly SettingDescription[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const byDefault = (schema as z.ZodType).safeParse(undefined);
    return {
      name,
      defaultValue: byDefault.success ? String(byDefault.data) : '',
      description: (schema as z.ZodType).description ?? '',
    };
  });
}

/**
 * Reads variables whose names begin with `LYNK_`. An empty value counts as not set.
 *
 * @throws StartupError that tells of every fault at once, a misspelt name included
 */
export function parseSettings<Settings extends z.ZodObject>(
  settings: Settings,
  environment: Environment,
): z.output<Settings> {
  const given = Object.entries(environment)
    .filter(([name]) => name.startsWith('LYNK_'))
    .map(([name, value]) => [name, value?.trim()] as const)
    .filter(([, value]) => value);
  const names = Object.keys(settings.shape);
  const unknown = given
    .filter(([name]) => !names.includes(name))
    .map(([name]) => `${name} is not a setting of Lynk; there are ${names.join(', ')}.`);
  const parsed = settings.safeParse(Object.fromEntries(given));
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const value = environment[String(path[0])];
    return value?.trim() ? `${String(path[0])} ${message}, but is "${value}".` : `${String(path[0])} ${message}.`;
  });
  const faults = [...wrong, ...unknown];
  if (!parsed.data || faults.length > 0) throw new StartupError(faults.join('\n'));
  return parsed.data;
}
