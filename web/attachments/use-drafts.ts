import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentPartsFragment } from '../gql/graphql.ts';
import { randomKey } from '../outbox/random-key.ts';
import { UploadFailed, uploadFile } from './upload.ts';

/** A file that will go with the next message. */
export interface Draft {
  readonly key: string;
  readonly name: string;
  /** An address of the picture within the page; null for what is no picture. */
  readonly preview: string | null;
  /** The part that has been sent, from 0 to 1. */
  readonly progress: number;
  /** What it has become; null until it is there. */
  readonly attachment: AttachmentPartsFragment | null;
  /** Why it cannot be sent. */
  readonly problem: string | null;
}

/** As many as one message takes. */
const MOST = 10;

/** The files that go with the next message, and how to change them. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (keys: readonly string[]) => void;
}

/** The files that go with the next message. They are sent at once, so that the message does not wait for them later. */
export function useDrafts(roomId: string): Drafts {
  const client = useApolloClient();
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  /** draft → what ends its upload */
  const uploads = useRef(new Map<string, AbortController>());

  const change = useCallback((key: string, changes: Partial<Draft>) => {
    setDrafts((before) => before.map((draft) => (draft.key === key ? { ...draft, ...changes } : draft)));
  }, []);

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of [...files].slice(0, MOST)) {
        const key = randomKey();
        const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
        const upload = new AbortController();
        uploads.current.set(key, upload);
        const draft = { key, name: file.name, preview, progress: 0, attachment: null, problem: null };
        setDrafts((before) => (before.length < MOST ? [...before, draft] : before));
        const onProgress = (progress: number) => change(key, { progress });
        uploadFile({ client, roomId, file, onProgress, signal: upload.signal }).then(
          (attachment) => change(key, { attachment, progress: 1 }),
          (error) =>
            change(key, {
              problem: error instanceof UploadFailed ? error.message : 'The file could not be sent. Please try again.',
            }),
        );
      }
    },
    [client, roomId, change],
  );

  const remove = useCallback((keys: readonly string[]) => {
    for (const key of keys) uploads.current.get(key)?.abort();
    setDrafts((before) => {
      for (const { key, preview } of before) if (preview && keys.includes(key)) URL.revokeObjectURL(preview);
      return before.filter(({ key }) => !keys.includes(key));
    });
  }, []);

  useEffect(() => {
    const { current } = uploads;
    return () => {
      for (const upload of current.values()) upload.abort();
    };
  }, []);
  return { drafts, add, remove };
}
