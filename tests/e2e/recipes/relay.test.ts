import {
  commitMutation,
  Environment,
  fetchQuery,
  type OperationType,
  RecordSource,
  requestSubscription,
  Store,
} from 'relay-runtime';
import { describe, expect, it } from 'vitest';
import { createNetwork } from '#client/recipes/relay.ts';
import { RecipeStage, type StageItem } from '#tests/kit/recipe-stage.ts';
import { relayRequest } from '#tests/kit/relay-request.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const ROOM = relayRequest('query RelayRoom($id: ID!) { room(id: $id) { __typename id name } }');
const SEND = relayRequest(`mutation RelaySend($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename message { __typename id body sender { __typename id } } }
}`);
const EVENTS = relayRequest(`subscription RelayEvents($roomId: ID!, $after: String) {
  roomEvents(roomId: $roomId, after: $after) {
    __typename
    cursor
    event { __typename ... on MessageSent { message { __typename id body } } }
  }
}`);

interface Send {
  readonly variables: Record<string, unknown>;
  readonly response: { sendMessage: { message: { body: string; sender: { id: string } } } | null };
}
interface Events extends OperationType {
  readonly response: { roomEvents: StageItem };
}

const lynk = useLynk();

async function open() {
  const stage = await RecipeStage.open(lynk());
  return {
    stage,
    environment: new Environment({ store: new Store(new RecordSource()), network: createNetwork(stage) }),
  };
}

function send(environment: Environment, roomId: string): Promise<Send['response']> {
  const variables = { input: { roomId, body: 'hello', clientMessageId: '1' } };
  return new Promise((onCompleted, onError) => {
    commitMutation<Send>(environment, { mutation: SEND, variables, onCompleted, onError });
  });
}

describe('the recipe for Relay', () => {
  it('asks and writes over HTTP, with a fresh token when the old one is refused', async () => {
    const { stage, environment } = await open();
    const room = await fetchQuery(environment, ROOM, { id: stage.roomId }).toPromise();
    expect(room).toMatchObject({ room: { name: 'The recipe room' } });
    const { sendMessage } = await send(environment, stage.roomId);
    expect(sendMessage?.message).toMatchObject({ body: 'hello', sender: { id: stage.ben.id } });
    expect(stage.renewed.length).toBe(1);
  });

  it('gives errors to who asked', async () => {
    const { stage, environment } = await open();
    const variables = { roomId: 'nonsense' };
    const refused = new Promise((onError) => {
      requestSubscription<Events>(environment, { subscription: EVENTS, variables, onError });
    });
    expect(await refused).toMatchObject({ name: 'StreamRefused' });
    expect(stage.renewed.length).toBe(1);
  });

  it('loses and doubles nothing when the socket is cut in the middle of traffic', async () => {
    const { stage, environment } = await open();
    await stage.watchThroughCuts((variables, onItem) => {
      const onNext = (data: Events['response'] | null | undefined) => data && onItem(data.roomEvents);
      const subscription = requestSubscription<Events>(environment, { subscription: EVENTS, variables, onNext });
      return () => subscription.dispose();
    });
  });
});
