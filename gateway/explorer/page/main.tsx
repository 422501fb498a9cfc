import './workers.ts';
import 'graphiql/style.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.tsx';
import { SignedIn } from './signed-in.ts';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Explorer signedIn={new SignedIn()} />);
