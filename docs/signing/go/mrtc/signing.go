// Package mrtc is what an application's own server signs for mrtc, with nothing but the standard library: signatures
// that let its users in, and requests to the HTTP API. Copy this file. Keys and secrets stay on servers.
package mrtc

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"
)

const nonceBytes = 16

// User is who a signature is for.
type User struct {
	BizName     string
	AppID       string
	WorkspaceID string
	// Letters, digits and underscore.
	UID string
	// Milliseconds since 1970, 13 digits: until when the signature holds.
	ExpireTime int64
}

// SignUser makes the signature that a client of this user connects with. The private key is that of the call app as the
// console shows it: Base64 of PKCS#8 DER.
func SignUser(user User, privateKey string) (string, error) {
	der, err := base64.StdEncoding.DecodeString(privateKey)
	if err != nil {
		return "", err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return "", err
	}
	key, isRSA := parsed.(*rsa.PrivateKey)
	if !isRSA {
		return "", errors.New("the private key is not an RSA key")
	}
	text := user.BizName + user.AppID + user.WorkspaceID + user.UID + strconv.FormatInt(user.ExpireTime, 10)
	// No hash: the text itself is padded as PKCS#1 v1.5 has it for signatures (block type 1).
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.Hash(0), []byte(text))
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(signature), nil
}

// SignRequest makes the headers that sign a request to the HTTP API, anew for each request, also when one is repeated.
// The path is with its query, as it is sent: /api/v1/apps?limit=10. The body is as it is sent; nil where there is none.
func SignRequest(method, path string, body []byte, keyID, secret string) (map[string]string, error) {
	random := make([]byte, nonceBytes)
	if _, err := rand.Read(random); err != nil {
		return nil, err
	}
	timestamp := strconv.FormatInt(time.Now().UnixMilli(), 10)
	nonce := hex.EncodeToString(random)
	bodyHash := sha256.Sum256(body)
	lines := []string{
		"MRTC1-HMAC-SHA256", timestamp, nonce, strings.ToUpper(method), path, hex.EncodeToString(bodyHash[:]),
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join(lines, "\n")))
	return map[string]string{
		"X-Mrtc-Key":       keyID,
		"X-Mrtc-Timestamp": timestamp,
		"X-Mrtc-Nonce":     nonce,
		"X-Mrtc-Signature": hex.EncodeToString(mac.Sum(nil)),
	}, nil
}
