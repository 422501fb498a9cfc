// node docs/examples/ask.mjs [--pick PATH] QUERY [VARIABLES]: sends one GraphQL operation and prints the answer.
// TOKEN is the access token to send with it; PATH (such as `createRoom.room.id`) prints one value of the answer alone.
const url = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql';
const args = process.argv.slice(2);
const pick = args[0] === '--pick' ? args.splice(0, 2)[1] : null;
const [query, variables = '{}'] = args;

const response = await fetch(url, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    ...(process.env.TOKEN && { authorization: `Bearer ${process.env.TOKEN}` }),
  },
  body: JSON.stringify({ query, variables: JSON.parse(variables) }),
});
const { data, errors } = await response.json();
const picked = pick?.split('.').reduce((value, name) => value?.[name], data);

if (pick && picked) console.log(picked);
else console.log(JSON.stringify(errors ? { data, errors } : data, null, 2));
if (errors || (pick && !picked)) process.exitCode = 1;
