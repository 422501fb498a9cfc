import { StartupError } from '../startup-error.ts';
import { carryOut, readCommand } from './dead-letters/command.ts';
import { withEmbeddedDeadLetters, withKafkaDeadLetters } from './dead-letters/open.ts';

try {
  const command = readCommand(process.argv.slice(2));
  const withDeadLetters = command.kafka ? withKafkaDeadLetters : withEmbeddedDeadLetters;
  await withDeadLetters((deadLetters) => carryOut(command, deadLetters, (line) => console.log(line)));
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
