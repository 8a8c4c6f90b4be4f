import type { Session } from "../api/types.ts";
import { Icon, type IconName } from "./icon.tsx";
import { LinkState } from "./link-state.tsx";
import { path } from "./router.ts";
import { signOut } from "./sign-out.ts";

export interface NavLink {
  href: string;
  name: string;
}

interface Props {
  title: string;
  session: Session;
  links: NavLink[];
}

export function Header({ title, session, links }: Props) {
  const analyst = session.role === "ANALYST";
  return (
    <header class="header">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <h1 class="header-title">{title}</h1>
      {!analyst && <LinkState />}
      <nav class="nav" aria-label="Pages">
        {links.map((link) => (
          <a key={link.href} href={link.href} aria-current={isCurrent(link.href) ? "page" : undefined}>
            <Icon name={link.name.toLowerCase() as IconName} />
            {link.name}
          </a>
        ))}
      </nav>
      {analyst && (
        <button type="button" class="button" onClick={signOut}>
          Sign out
        </button>
      )}
    </header>
  );
}

function isCurrent(href: string): boolean {
  return href === "/" ? path.value === "/" : path.value.startsWith(href);
}
