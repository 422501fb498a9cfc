import type { FormEvent, ReactNode } from 'react';
import { ColorSchemeSwitch } from '../shell/color-scheme-switch.tsx';
import { Mark } from '../shell/mark.tsx';
import classes from './entry-frame.module.css';

/** What registering and signing in look like: a form on a quiet page. */
export function EntryFrame(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
  readonly footer: ReactNode;
  readonly onSubmit: (form: FormData) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.onSubmit(new FormData(event.currentTarget));
  };
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Mark />
        <ColorSchemeSwitch />
      </header>
      <main className={classes.main}>
        <form className={classes.form} onSubmit={submit} noValidate>
          <h1 className={classes.title}>{props.title}</h1>
          <p className={classes.lead}>{props.lead}</p>
          {props.children}
        </form>
        <p className={classes.footer}>{props.footer}</p>
      </main>
    </div>
  );
}
