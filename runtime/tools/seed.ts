import { readConfig } from '../config.ts';
import { SeedClient } from '../seed/client.ts';
import { DEMO_PASSWORD, PEOPLE, ROOMS } from '../seed/demo.ts';

/** Makes demo people, rooms and messages through the public API of a running Lynk. Running it again adds nothing twice. */
async function seed(): Promise<void> {
  const { host, port } = readConfig();
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/graphql`;
  const client = new SeedClient(url);
  await client.waitUntilReady();
  const people = new Map<string, Awaited<ReturnType<SeedClient['signIn']>>>();
  for (const person of PEOPLE) people.set(person.username, await client.signIn(person, DEMO_PASSWORD));
  for (const room of ROOMS) {
    const [owner, ...others] = room.members.map((username) => {
      const person = people.get(username);
      if (!person) throw new Error(`The demo room ${room.name} has an unknown member.`);
      return person;
    });
    if (!owner) throw new Error(`The demo room ${room.name} has no members.`);
    const roomId = await client.findOrCreateRoom(owner, room);
    for (const member of others) await client.join(member, roomId);
    for (const [index, line] of room.lines.entries()) {
      const author = people.get(line.from);
      if (author) await client.send(author, roomId, line.body, `seed-${index}`);
    }
  }
  console.log(
    [
      `Demo people: ${PEOPLE.map((person) => person.username).join(', ')}. Everybody's password: ${DEMO_PASSWORD}`,
      `Demo rooms: ${ROOMS.map((room) => room.name).join(', ')}.`,
      `Sign in at ${url} with the \`login\` mutation.`,
    ].join('\n'),
  );
}

try {
  await seed();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
