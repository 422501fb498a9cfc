import { createTheme, Drawer, Modal } from '@mantine/core';

/** Ten times the same: the shades are in tokens.css, where they differ between light and dark. */
const LYNK = Array.from({ length: 10 }, () => '#147762') as unknown as readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/**
 * How Mantine's components look. Its variables come from tokens.css and not from here: what it would write into the page
 * at run time, the content security policy refuses. For the same reason nothing locks scrolling: the page does not scroll.
 */
export const theme = createTheme({
  primaryColor: 'lynk',
  colors: { lynk: [...LYNK] },
  defaultRadius: 10,
  fontFamily: 'var(--lk-font)',
  headings: { fontFamily: 'var(--lk-display)' },
  components: {
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, radius: 16, overlayProps: { backgroundOpacity: 0.4 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
  },
});
