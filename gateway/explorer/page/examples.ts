interface Example {
  readonly query: string;
  readonly variables?: string;
  readonly headers?: string;
}

const roomOf = (rest: object = {}) => JSON.stringify({ roomId: 'the id of a room', ...rest }, null, 2);

/** Operations to begin with, one a tab, in the order in which somebody new wants them. */
export const EXAMPLES: Example[] = [
  {
    query: `# Who am I, and in which rooms? Sign in first, above.
query Me {
  viewer {
    id
    displayName
    rooms(first: 10) {
      nodes {
        id
        name
        unreadCount
      }
    }
  }
}
`,
  },
  {
    query: `# Makes a room. Its id is what the next tabs need.
mutation CreateRoom {
  createRoom(input: { name: "Tea", visibility: PUBLIC }) {
    room {
      id
      name
    }
    userErrors {
      code
      message
    }
  }
}
`,
  },
  {
    query: `# Everything that happens in a room from now on. It runs until you stop it.
subscription Watch($roomId: ID!) {
  roomEvents(roomId: $roomId) {
    cursor
    event {
      __typename
      ... on MessageSent {
        message {
          id
          body
          sender {
            displayName
          }
        }
      }
    }
  }
}
`,
    variables: roomOf(),
  },
  {
    query: `# Sends a message. Sent again with the same clientMessageId, it is the same message.
mutation Send($roomId: ID!) {
  sendMessage(input: { roomId: $roomId, body: "Is the kettle on?", clientMessageId: "1" }) {
    message {
      id
      createdAt
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: roomOf(),
  },
  {
    query: `# The last messages of a room, and the position to go live from.
query History($roomId: ID!) {
  room(id: $roomId) {
    name
    messages(last: 10) {
      liveCursor
      nodes {
        id
        body
        sender {
          displayName
        }
      }
    }
  }
}
`,
    variables: roomOf(),
  },
];
