/** @param size of a side, in pixels */
export const BrandMark = ({ size }: { readonly size: number }) => (
  <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="#0f766e" />
    <rect x="6" y="9" width="12" height="14" rx="4" fill="#fff" />
    <path d="M20 14.2l4.4-3a1 1 0 0 1 1.6.8v8a1 1 0 0 1-1.6.8l-4.4-3z" fill="#a5d9d3" />
  </svg>
)
