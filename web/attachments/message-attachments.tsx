import { useApolloClient, useQuery } from '@apollo/client/react';
import { IconFile } from '@tabler/icons-react';
import { useEffect } from 'react';
import { DOWNLOAD } from '../documents/attachments.ts';
import type { AttachmentPartsFragment } from '../gql/graphql.ts';
import { useNotice } from '../shell/notices.tsx';
import classes from './message-attachments.module.css';
import { ownOrigin } from './own-origin.ts';

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
/** An address is asked for anew when it is good for less than this, in milliseconds. */
const SPARE_MS = 20_000;
const TALLEST = 360;

/** The files of a message: pictures are shown, others can be saved. */
export function MessageAttachments({
  attachments,
}: {
  readonly attachments: readonly (AttachmentPartsFragment | null)[];
}) {
  return (
    <ul className={classes.attachments}>
      {attachments.map((attachment, index) => (
        <li key={attachment?.id ?? index}>
          {!attachment && <span className={classes.missing}>A file that cannot be shown now</span>}
          {attachment &&
            (SHOWN.test(attachment.contentType) ? <Picture picture={attachment} /> : <Saved file={attachment} />)}
        </li>
      ))}
    </ul>
  );
}

function Picture({ picture }: { readonly picture: AttachmentPartsFragment }) {
  const { data, refetch } = useQuery(DOWNLOAD, { variables: { id: picture.id, disposition: 'INLINE' } });
  const download = data?.attachment?.download;
  const isOver = download && Date.parse(download.expiresAt) < Date.now() + SPARE_MS;
  useEffect(() => {
    if (isOver) refetch().catch(() => undefined);
  }, [isOver, refetch]);
  const width = picture.width ?? 320;
  const height = picture.height ?? 240;
  // Its place is there before it is, so that nothing moves when it comes.
  const shown = { width: Math.min(width, (TALLEST * width) / height), aspectRatio: `${width} / ${height}` };
  return (
    <span className={classes.frame} style={shown}>
      {download && !isOver && <img className={classes.picture} src={ownOrigin(download.url)} alt={picture.fileName} />}
    </span>
  );
}

function Saved({ file }: { readonly file: AttachmentPartsFragment }) {
  const client = useApolloClient();
  const notice = useNotice();
  const save = async () => {
    const variables = { id: file.id, disposition: 'ATTACHMENT' as const };
    const answer = await client.query({ query: DOWNLOAD, variables, fetchPolicy: 'no-cache' }).catch(() => null);
    const address = answer?.data?.attachment?.download?.url;
    if (address) location.assign(ownOrigin(address));
    else notice('The file cannot be read now. Please try again.');
  };
  return (
    <button type="button" className={classes.file} onClick={() => void save()}>
      <IconFile size={24} aria-hidden />
      <span className={classes.about}>
        <span className={classes.name}>{file.fileName}</span>
        <span className={classes.size}>{sizeInWords(file.size)}</span>
      </span>
    </button>
  );
}

function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
