/** Somebody to try Lynk with. */
export interface DemoPerson {
  readonly username: string;
  readonly displayName: string;
}

/** A room to try Lynk with. */
export interface DemoRoom {
  readonly name: string;
  readonly topic: string;
  /** Usernames, the owner first. */
  readonly members: readonly string[];
  readonly lines: readonly { readonly from: string; readonly body: string }[];
}

/** Everybody's password. It opens nothing but the demo people of whoever runs `npm run seed`. */
export const DEMO_PASSWORD = 'try-lynk-on-my-laptop';

/** The demo people. */
export const PEOPLE: readonly DemoPerson[] = [
  { username: 'ada', displayName: 'Ada Lovelace' },
  { username: 'grace', displayName: 'Grace Hopper' },
  { username: 'alan', displayName: 'Alan Turing' },
  { username: 'katherine', displayName: 'Katherine Johnson' },
];

/** The demo rooms, all public. */
export const ROOMS: readonly DemoRoom[] = [
  {
    name: 'Analytical Engine',
    topic: 'Weaving algebraical patterns',
    members: ['ada', 'alan', 'grace'],
    lines: [
      { from: 'ada', body: 'The engine might compose elaborate pieces of music of any degree of complexity.' },
      { from: 'alan', body: 'Can it take us by surprise?' },
      { from: 'ada', body: 'It can do whatever we know how to order it to perform.' },
      { from: 'grace', body: 'Found a moth in relay 70. Taped it into the log. 🦋' },
    ],
  },
  {
    name: 'Flight Dynamics',
    topic: 'Get the girl to check the numbers',
    members: ['katherine', 'grace'],
    lines: [
      { from: 'katherine', body: 'Tell me where you want it to land, and I will tell you where to send it up.' },
      { from: 'grace', body: 'A ship in port is safe, but that is not what ships are for. ⛵' },
    ],
  },
];
