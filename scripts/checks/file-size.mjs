/** A file holds one idea. One with more lines than this holds several. Generated files are nobody's to read. */
import { finish, linesOf, repositoryFiles } from './findings.mjs';

const MOST_LINES = 400;

const files = repositoryFiles(/\.(ts|tsx|mjs|cjs|js|sql|sh)$|^\.ci\/run$/).filter(
  (file) => !/\.generated\.ts$|^(client|web)\/gql\//.test(file),
);
const findings = files
  .map((file) => ({ file, lines: linesOf(file).length - 1 }))
  .filter(({ lines }) => lines > MOST_LINES)
  .map(({ file, lines }) => ({ file, message: `${lines} lines; more than ${MOST_LINES} hold more than one idea` }));
finish(`${files.length} files`, findings);
