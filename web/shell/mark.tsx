import classes from './mark.module.css';

/** The name of the product with its sign: two links of a chain. */
export function Mark() {
  return (
    <span className={classes.mark}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#147762" />
        <path
          d="M9 8v12.500a3.500 3.500 0 0 0 3.500 3.500H16M23 24V11.500a3.500 3.500 0 0 0-3.500-3.500H16"
          fill="none"
          stroke="#fff"
          strokeWidth="3.200"
          strokeLinecap="round"
        />
      </svg>
      Lynk
    </span>
  );
}
