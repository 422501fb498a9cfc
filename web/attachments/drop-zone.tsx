import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './drop-zone.module.css';

/** Files that are dropped anywhere on what stands within it are taken. */
export function DropZone(props: {
  readonly className?: string | undefined;
  /** What is told while files are held above it. */
  readonly hint: string;
  readonly onFiles: (files: FileList) => void;
  readonly children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  // Text that is dragged is the fields' own business.
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be attached with the keys by the composer's button
    <div
      className={props.className}
      onDragEnter={(event) => hasFiles(event) && setOver(true)}
      onDragOver={(event) => {
        // Without this the browser would open the file in place of the page.
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={(event) => {
        // From one of its parts to another is not out of it.
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        props.onFiles(event.dataTransfer.files);
      }}
    >
      {props.children}
      {isOver && (
        <div className={classes.cover}>
          <p className={classes.hint}>
            <IconFileUpload size={28} aria-hidden />
            {props.hint}
          </p>
        </div>
      )}
    </div>
  );
}
