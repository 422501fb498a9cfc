const link = (imports: string) => /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@composeDirective"])
    @link(url: "https://specs.lynk.dev/live/v1.0", import: [${imports}])
    @composeDirective(name: "@viewer")
  directive @viewer on FIELD_DEFINITION
`;

/** Rooms, what happens in them, and a few fields that exist to be selected in odd ways. */
export const CHAT_SDL = /* GraphQL */ `
  ${link('"@viewer", "@live"')}
  extend schema @composeDirective(name: "@live")
  directive @live(replay: String!) on FIELD_DEFINITION

  interface Node { id: ID! }
  type Query {
    message(id: ID!): Message
    messages(first: Int = 2): [Message!]!
    roomEventsSince(roomId: ID!, after: String): RoomEventsPage
  }
  type Mutation {
    send(roomId: ID!, body: String!): Message
    fail: String
  }
  type Subscription {
    roomEvents(roomId: ID!, after: String): RoomStreamItem! @live(replay: "roomEventsSince")
    viewerEvents(after: String): ViewerStreamItem!
    ticks(count: Int!, after: Int): Int!
  }
  type Message implements Node @key(fields: "id") {
    id: ID!
    body: String!
    sender: User
    mentions: [User!]!
    replyTo: Message
    attachment: Attachment
    isMine: Boolean! @viewer
    forgottenMark: String
  }
  type Image { url: String! uploader: User }
  type Link { href: String! }
  union Attachment = Image | Link
  type User @key(fields: "id", resolvable: false) { id: ID! }
  type Room @key(fields: "id") { id: ID! }
  type RoomEventsPage {
    items: [RoomStreamItem!]!
    head: String!
    hiddenActorIds: [ID!]!
    silentActorIds: [ID!]!
  }
  type RoomStreamItem {
    cursor: String
    event: RoomEvent
    actorId: ID @inaccessible
    revokedUserIds: [ID!]! @inaccessible
  }
  union RoomEvent = MessageSent | MemberLeft | TypingChanged | AccessRevoked | StreamReset
  type MessageSent { message: Message! }
  type MemberLeft { user: User }
  type TypingChanged { user: User isTyping: Boolean! }
  type AccessRevoked { room: Room }
  type StreamReset { room: Room }
  type ViewerStreamItem { cursor: String! text: String! user: User }
`;

/** People, with one field of each kind of trouble. */
export const PEOPLE_SDL = /* GraphQL */ `
  ${link('"@viewer", "@anyRoom"')}
  extend schema @composeDirective(name: "@anyRoom")
  directive @anyRoom on OBJECT
  type Query { person(id: ID!): User }
  type User @key(fields: "id") @anyRoom {
    id: ID!
    displayName: String!
    broken: String
    isFriend: Boolean! @viewer
    badge: Badge
  }
  type Badge @key(fields: "id", resolvable: false) { id: ID! }
  type Viewer @key(fields: "id") { id: ID! secret: String @viewer }
`;

/** A third hop, and sign-in. */
export const SHOP_SDL = /* GraphQL */ `
  ${link('"@viewer"')}
  type Query { whoAmI: String! }
  type Mutation { signIn(userId: ID!): Session }
  type Session { accessToken: String! viewer: Viewer }
  type Viewer @key(fields: "id", resolvable: false) { id: ID! }
  type Badge @key(fields: "id") { id: ID! label: String! }
`;
