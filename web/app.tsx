import { ApolloProvider } from '@apollo/client/react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { RegisterScreen } from './entry/register-screen.tsx';
import { SignInScreen } from './entry/sign-in-screen.tsx';
import { RoomScreen } from './room/room-screen.tsx';
import { BrowseScreen } from './rooms/browse-screen.tsx';
import { WelcomeScreen } from './rooms/welcome-screen.tsx';
import { SessionProvider, useSession, WorkspaceProvider } from './session/session-context.tsx';
import { NoticesProvider } from './shell/notices.tsx';
import { Shell } from './shell/shell.tsx';
import { theme } from './theme/theme.ts';

const colorSchemes = localStorageColorSchemeManager({ key: 'lynk.color-scheme' });

/** The client: what surrounds every screen, and which screen is where. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <NoticesProvider>
        <SessionProvider>
          <BrowserRouter>
            <Screens />
          </BrowserRouter>
        </SessionProvider>
      </NoticesProvider>
    </MantineProvider>
  );
}

function Screens() {
  const { workspace } = useSession();
  if (!workspace) {
    return (
      <Routes>
        <Route path="/register" element={<RegisterScreen />} />
        <Route path="*" element={<SignInScreen />} />
      </Routes>
    );
  }
  return (
    <WorkspaceProvider workspace={workspace}>
      <ApolloProvider client={workspace.client}>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<WelcomeScreen />} />
            <Route path="browse" element={<BrowseScreen />} />
            <Route path="rooms/:roomId" element={<RoomScreen />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Route>
        </Routes>
      </ApolloProvider>
    </WorkspaceProvider>
  );
}
