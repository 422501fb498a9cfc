/**
 * The environment is read in one place, so that every setting is named, checked and documented there. The scripts that
 * run before anything is built are outside: they pass the environment on, and tests may set what a child process gets.
 */
import { finish, linesOf, repositoryFiles } from './findings.mjs';

const READER = 'runtime/config.ts';
const READS = /\bprocess\s*\??\.?\s*(\.env\b|\[\s*['"`]env['"`]\s*\])|\bimport\.meta\.env\b/;
const IMPORTS = /\bimport\b[^;]*\benv\b[^;]*from\s*['"](node:)?process['"]/;

const files = repositoryFiles(/^(gateway|platform|runtime|schema|subgraphs|client)\/.*\.ts$/).filter(
  (file) => file !== READER && !file.endsWith('.test.ts'),
);
const findings = files.flatMap((file) =>
  linesOf(file).flatMap((text, index) =>
    READS.test(text) || IMPORTS.test(text)
      ? [
          {
            file,
            line: index + 1,
            message: `the environment is read in ${READER} alone: take the value as an argument`,
          },
        ]
      : [],
  ),
);
finish(`${files.length} files`, findings);
