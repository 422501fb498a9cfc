import { GraphiQL } from 'graphiql';
import { useState } from 'react';
import { EXAMPLES } from './examples.ts';
import { createFetcher } from './fetcher.ts';
import { SignIn } from './sign-in.tsx';
import type { SignedIn } from './signed-in.ts';

const STARTING_TEXT = '# Write an operation here. The tabs above hold examples; sign in for most of them.\n';

/** The whole page: who is signed in, and GraphiQL below. */
export function Explorer({ signedIn }: { signedIn: SignedIn }) {
  const [fetcher] = useState(() => createFetcher(signedIn));
  return (
    <>
      <header>
        <h1>Lynk explorer</h1>
        <SignIn signedIn={signedIn} />
      </header>
      <main>
        <GraphiQL fetcher={fetcher} defaultTabs={EXAMPLES} defaultQuery={STARTING_TEXT}>
          <GraphiQL.Logo>Lynk</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}
