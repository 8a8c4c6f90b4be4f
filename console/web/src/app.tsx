import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Session } from "./api/types.ts";
import { LivePage } from "./live/live-page.tsx";
import { useLiveStream } from "./live/use-live-stream.ts";
import { signedIn } from "./state/session.ts";
import { Announcer } from "./ui/announcer.tsx";
import { Header } from "./ui/header.tsx";
import { lazy } from "./ui/lazy.tsx";
import { OfflineBanner } from "./ui/offline-banner.tsx";
import { go, path } from "./ui/router.ts";
import { SignInPage } from "./ui/sign-in-page.tsx";
import { ToastView } from "./ui/toast-view.tsx";

const NightPage = lazy(() => import("./night/night-page.tsx").then((m) => m.NightPage));
const SettingsPage = lazy(() => import("./settings/settings-page.tsx").then((m) => m.SettingsPage));
const SqlPage = lazy(() => import("./sql/sql-page.tsx").then((m) => m.SqlPage));

export function App() {
  const who = signedIn.value;
  if (who.is === "UNKNOWN") return <p class="opening">Opening Cradlewatch…</p>;
  if (who.is === "OUT") return <SignInPage unreachable={who.unreachable} />;
  return who.session.role === "ANALYST" ? (
    <AnalystApp session={who.session} />
  ) : (
    <CaregiverApp session={who.session} confirmed={who.confirmed} />
  );
}

function AnalystApp({ session }: { session: Session }) {
  useEffect(() => {
    document.title = "SQL · Cradlewatch";
    if (path.value !== "/sql") go("/sql");
  }, []);
  return (
    <>
      <Header title="Cradlewatch" session={session} links={[{ href: "/sql", name: "SQL" }]} />
      <Main page={SqlPage} name="SQL" />
      <ToastView />
    </>
  );
}

const CAREGIVER_LINKS = [
  { href: "/", name: "Live" },
  { href: "/night", name: "Night" },
  { href: "/settings", name: "Settings" },
];

function CaregiverApp({ session, confirmed }: { session: Session; confirmed: boolean }) {
  useLiveStream(session.household, confirmed);
  const at = path.value;
  return (
    <>
      <Header title={session.householdName} session={session} links={CAREGIVER_LINKS} />
      <OfflineBanner />
      {at.startsWith("/night") ? (
        <Main page={NightPage} name="Night" />
      ) : at.startsWith("/settings") ? (
        <Main page={SettingsPage} name="Settings" />
      ) : (
        <Main page={LivePage} name="Live" />
      )}
      <Announcer
        page={at.startsWith("/night") ? "Night" : at.startsWith("/settings") ? "Settings" : "Live"}
      />
      <ToastView />
    </>
  );
}

/** The page's own part. After a change of page the focus starts at its top. */
function Main({ page: Page, name }: { page: ComponentType; name: string }) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [name]);
  return (
    <main ref={main} id="main" tabIndex={-1} aria-label={name}>
      <Page />
    </main>
  );
}
