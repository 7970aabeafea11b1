// The helper as a program: see README.md beside it.
package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"mrtc-signing/mrtc"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 6 && arguments[0] == "user":
		expireTime, err := strconv.ParseInt(arguments[5], 10, 64)
		if err != nil {
			return err
		}
		user := mrtc.User{
			BizName: arguments[1], AppID: arguments[2], WorkspaceID: arguments[3], UID: arguments[4], ExpireTime: expireTime,
		}
		signature, err := mrtc.SignUser(user, os.Getenv("MRTC_PRIVATE_KEY"))
		if err != nil {
			return err
		}
		fmt.Println(signature)
		return nil
	case len(arguments) >= 3 && arguments[0] == "request":
		var body []byte
		if len(arguments) > 3 {
			body = []byte(arguments[3])
		}
		headers, err := mrtc.SignRequest(
			arguments[1], arguments[2], body, os.Getenv("MRTC_API_KEY_ID"), os.Getenv("MRTC_API_SECRET"))
		if err != nil {
			return err
		}
		for name, value := range headers {
			fmt.Printf("%s: %s\n", name, value)
		}
		return nil
	}
	return errors.New("user <bizName> <appId> <workspaceId> <uid> <expireTime> | request <method> <path> [body]")
}
