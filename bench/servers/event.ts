/** The result that every server delivers for one event: what the operation of the bench selects. */
export function resultOf(roomSeq: number, body: string) {
  return {
    data: {
      roomEvents: {
        cursor: `AQGaAAAAAHAAgAAAAAAAAA${String(roomSeq).padStart(8, '0')}`,
        event: {
          __typename: 'MessageSent',
          message: {
            id: `m_AZoAAAAAcACAAAAAAAAA${String(roomSeq).padStart(8, '0')}`,
            body,
            createdAt: '2026-01-31T09:30:00.000Z',
            sender: { id: 'u_AZoAAAAAcACAAAAAAAAAAQ', displayName: 'Ada Lovelace' },
          },
        },
      },
    },
  };
}
